using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>Changes of a run's row, each with its event and what is told of it, inside the writer's transaction.</summary>
internal static class RunChanges
{
    /// <summary>Moves a run to another status, if the table of transitions allows it.</summary>
    /// <param name="time">When its writer says that it was reached.</param>
    public static void SetStatus(
        WriteScope scope, RunEntry entry, RunStatus status, string? reason, bool isResume = false, double? time = null)
    {
        var before = entry.Next!;
        if (!RunTransitions.Allows(before.Run.Status, status, isResume))
        {
            throw new IllegalTransitionException(before.Run.Status, status);
        }

        if (before.Run.Status == status)
        {
            return;
        }

        scope.Touch(entry);
        var now = scope.Now;
        var reached = ToldTime.Of(time, now);
        var started = status == RunStatus.Running ? before.Run.StartedAt ?? reached : before.Run.StartedAt;
        entry.Next = before with
        {
            Run = before.Run with
            {
                Status = status,
                UpdatedAt = now,
                QueuedAt = status == RunStatus.Queued ? now : before.Run.QueuedAt,
                StartedAt = started,
                EndedAt = RunTransitions.IsFinal(status) || status == RunStatus.Interrupted ? reached < started ? started : reached : null,
            },
        };
        var cursor = entry.Advance();
        var words = $"{WireWord<RunStatus>.Of(before.Run.Status)} → {WireWord<RunStatus>.Of(status)}";
        scope.Tell(new StatusChanged(before.Run.Id, cursor, before.Run.Status, status, RunView.Of(entry, entry.Next, cursor, now)));
        var level = status == RunStatus.Failed ? EventLevel.Error : status == RunStatus.Interrupted ? EventLevel.Warning : EventLevel.Info;
        var message = reason is null ? words : $"{words}: {reason}";
        EventStore.Tell(scope, entry, EventStore.Make(before.Run.Id, now, EventKind.StatusChange, level, message));
        Save(scope, entry);
    }

    /// <summary>Replaces the row's other fields; nothing happens when they are as they were.</summary>
    public static void SetFields(WriteScope scope, RunEntry entry, RunRow after)
    {
        var before = entry.Next!;
        scope.Touch(entry);
        var was = RunView.Of(entry, before, entry.NextCursor, scope.Now);
        entry.Next = after with { Run = after.Run with { UpdatedAt = scope.Now } };
        var cursor = entry.Advance();
        scope.Tell(new RunUpdated(was, RunView.Of(entry, entry.Next, cursor, scope.Now)));
        Save(scope, entry);
    }

    /// <summary>The row is written with the cursor that it has then; later changes of the run raise it again.</summary>
    public static void Save(WriteScope scope, RunEntry entry) =>
        RunTable.Update(
            scope.Connection,
            entry.Next! with { SendsHeartbeats = entry.SendsHeartbeats, Run = entry.Next.Run with { HeartbeatAt = entry.HeartbeatAt } },
            entry.NextCursor);
}
