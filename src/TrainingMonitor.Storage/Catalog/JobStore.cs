using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Launch specifications of runs, and the templates they are made from. When what is launched is not this store's business.</summary>
public sealed class JobStore
{
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly ReadConnections _readers;
    private readonly TimeProvider _time;

    internal JobStore(StoreWriter writer, RunCatalog runs, ReadConnections readers, TimeProvider time) =>
        (_writer, _runs, _readers, _time) = (writer, runs, readers, time);

    /// <summary>
    /// Makes a run with a launch specification. Where somebody asks for it, who can be told, its data set must be there; a
    /// retry or the next of a schedule is made all the same, and its script says what it lacks.
    /// </summary>
    /// <exception cref="RunExistsException">The id is taken.</exception>
    /// <exception cref="UnknownRecordException">The data set was deleted.</exception>
    public Task<Run> CreateAsync(NewRun run, RunStatus status, JobOrigin origin, CancellationToken ct, bool isAsked = false)
    {
        ct.ThrowIfCancellationRequested();
        RunEntry? entry = null;
        return _writer.RunAsync(
            scope =>
            {
                if (isAsked && origin.Job.DatasetId is { } dataSet && DataSetTable.Find(scope.Connection, dataSet) is null)
                {
                    throw new UnknownRecordException("data set", dataSet);
                }

                var shown = origin with { Job = Shown(origin.Job) };
                entry = RunCreation.Create(scope, _runs, run, origin.IsSimulated, status, shown);
                JobTable.Put(scope.Connection, entry.Number, origin.Job);
                return RunView.Of(entry, entry.Next!, entry.NextCursor, scope.Now);
            },
            _ => _runs.Add(entry!));
    }

    /// <summary>Changes a job, and its run's status where one is given, in one transaction.</summary>
    /// <exception cref="UnknownRunException">There is no such run, or it is no job.</exception>
    /// <exception cref="IllegalTransitionException">The status cannot become the wanted one.</exception>
    public Task<Run> ChangeAsync(string id, Func<Run, Job, (Job Job, RunStatus? Status, string? Reason)> change, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var entry = _runs.ForWriting(id);
            var before = JobTable.Find(scope.Connection, entry.Number) ?? throw new UnknownRunException(id);
            var (after, status, reason) = change(RunView.Of(entry, entry.Next!, entry.NextCursor, scope.Now), before);
            if (status is { } wanted && !RunTransitions.Allows(entry.Next!.Run.Status, wanted))
            {
                throw new IllegalTransitionException(entry.Next.Run.Status, wanted);
            }

            if (!ReferenceEquals(after, before))
            {
                JobTable.Put(scope.Connection, entry.Number, after);
                RunChanges.SetFields(scope, entry, entry.Next! with { Run = entry.Next.Run with { Job = Shown(after) } });
            }

            if (status is { } next)
            {
                RunChanges.SetStatus(scope, entry, next, reason);
            }

            return RunView.Of(entry, entry.Next!, entry.NextCursor, scope.Now);
        });
    }

    /// <summary>Puts the exit record on the run. Its status counts unless somebody has cancelled or marked the run before.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public Task<Run> FinishAsync(string id, LaunchEnd end) => _writer.RunAsync(scope =>
    {
        var entry = _runs.ForWriting(id);
        var before = entry.Next!.Run;
        var isOpen = before.Status is RunStatus.Running or RunStatus.Interrupted;
        RunChanges.SetFields(scope, entry, entry.Next with { Run = before with { ExitCode = end.Code, Error = isOpen ? end.Error ?? before.Error : before.Error } });
        if (isOpen)
        {
            RunChanges.SetStatus(scope, entry, end.Status, end.Error);
        }

        return RunView.Of(entry, entry.Next, entry.NextCursor, scope.Now);
    });

    /// <summary>The specification whole, secrets and all: for launching, never for showing.</summary>
    public Job? Specification(string id)
    {
        if (_runs.Find(id) is not { } entry)
        {
            return null;
        }

        using var lease = _readers.Rent();
        return JobTable.Find(lease.Connection, entry.Number);
    }

    /// <summary>Jobs that wait or run, in the order in which they came; without what their points say, which nobody who launches asks.</summary>
    public IReadOnlyList<Run> Active() =>
        [.. Jobs().Where(entry => entry.Now.Run.Status is RunStatus.Pending or RunStatus.Queued or RunStatus.Running)
            .OrderBy(entry => entry.Number).Select(entry => entry.Now.Run)];

    /// <summary>The status of a run; null where there is none.</summary>
    public RunStatus? StatusOf(string id) => _runs.Find(id) is { IsGone: false } entry ? entry.Now.Run.Status : null;

    /// <summary>Newest first.</summary>
    public RecordPage<Run> List(IReadOnlyCollection<RunStatus>? statuses, string? text, int limit, string? cursor)
    {
        var before = cursor is null ? long.MaxValue : long.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        var matching = Jobs().Where(entry => Matches(entry.Now.Run, statuses, text)).OrderByDescending(entry => entry.Number).ToArray();
        var page = matching.Where(entry => entry.Number < before).Take(limit + 1).ToArray();
        return new RecordPage<Run>(
            [.. page.Take(limit).Select(entry => RunView.Of(entry, _time))],
            page.Length > limit ? page[limit - 1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
            matching.Length);
    }

    public IReadOnlyList<JobTemplate> Templates()
    {
        using var lease = _readers.Rent();
        return JobTable.Templates(lease.Connection);
    }

    public Task PutTemplateAsync(JobTemplate template, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            JobTable.PutTemplate(scope.Connection, template);
            return EventOf(scope, $"template '{template.Name}' saved");
        });
    }

    /// <exception cref="UnknownRecordException">There is no such template.</exception>
    public Task DeleteTemplateAsync(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope => JobTable.DeleteTemplate(scope.Connection, name)
            ? EventOf(scope, $"template '{name}' deleted")
            : throw new UnknownRecordException("template", name));
    }

    /// <summary>Variables whose names look like secrets keep their names only.</summary>
    private static Job Shown(Job job) => job with
    {
        Env = job.Env.ToDictionary(pair => pair.Key, pair => Secrets.IsSecret(pair.Key) ? Secrets.Redacted : pair.Value),
    };

    private IEnumerable<RunEntry> Jobs() => _runs.All.Where(entry => entry.Now.Run.Job is not null && !entry.IsGone);

    private static bool Matches(Run run, IReadOnlyCollection<RunStatus>? statuses, string? text) =>
        (statuses is null || statuses.Contains(run.Status)) &&
        (string.IsNullOrEmpty(text) || run.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || run.Id.Contains(text, StringComparison.Ordinal) ||
            run.Tags.Any(tag => tag.Contains(text, StringComparison.OrdinalIgnoreCase)));

    private static bool EventOf(WriteScope scope, string message)
    {
        EventStore.Tell(scope, EventStore.Make(null, scope.Now, EventKind.Note, EventLevel.Info, message));
        return true;
    }
}
