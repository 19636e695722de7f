using TrainingMonitor.Contract;
using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>Makes the row of a new run, and tells of it.</summary>
internal static class RunCreation
{
    public static RunEntry Create(WriteScope scope, RunCatalog runs, NewRun wanted, bool isSimulated, RunStatus status, JobOrigin? job = null)
    {
        var id = wanted.Id ?? Id.New(Id.Run);
        if (runs.Find(id) is { Next: not null })
        {
            throw new RunExistsException(id);
        }

        if (runs.Gone.IsThat(id, wanted.Time))
        {
            throw new RunDeletedException(id);
        }

        var row = RowOf(wanted, id, isSimulated, status, job, scope.Now);
        try
        {
            row = row with { Number = RunTable.Insert(scope.Connection, row, 0) };
        }
        catch (SqliteException e) when (SqliteFailure.IsRefusal(e) && !SqliteFailure.IsDamage(e))
        {
            // Two requests with the same id in one group.
            throw new RunExistsException(id);
        }

        runs.Gone.Forget(scope.Connection, id);
        var entry = runs.Make(row);
        scope.Touch(entry);
        scope.Tell(new RunCreated(RunView.Of(entry, row, entry.Advance(), scope.Now)));
        EventStore.Tell(scope, entry, EventStore.Make(id, scope.Now, EventKind.RunCreated, EventLevel.Info, $"run '{wanted.Name}' was created"));
        RunChanges.Save(scope, entry);
        return entry;
    }

    private static RunRow RowOf(NewRun wanted, string id, bool isSimulated, RunStatus status, JobOrigin? job, Instant now) => new()
    {
        Number = 0,
        Config = wanted.Config?.GetRawText() ?? "{}",
        Primary = wanted.Primary,
        Goals = wanted.MetricGoals,
        Run = new Run
        {
            Id = id,
            Name = wanted.Name,
            Project = wanted.Project ?? "default",
            Status = status,
            IsSimulated = isSimulated,
            Config = default,
            Tags = [.. (wanted.Tags ?? []).Distinct()],
            Notes = wanted.Notes ?? "",
            TotalSteps = wanted.TotalSteps ?? RunFields.StepsInAll(wanted.Epochs, wanted.StepsPerEpoch),
            Epochs = wanted.Epochs,
            StepsPerEpoch = wanted.StepsPerEpoch,
            CreatedAt = now,
            QueuedAt = status == RunStatus.Queued ? now : null,
            StartedAt = status == RunStatus.Running ? ToldTime.Of(wanted.Time, now) : null,
            UpdatedAt = now,
            HeartbeatAt = status == RunStatus.Running ? now : null,
            ParentRunId = wanted.ParentRunId,
            ParentStep = wanted.ParentStep,
            Group = wanted.Group,
            Job = job?.Job,
            RetryOf = job?.RetryOf,
            Attempt = job?.Attempt ?? 1,
        },
    };
}
