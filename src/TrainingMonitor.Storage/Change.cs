using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// One durable change of the store, told in commit order. The cursor counts the changes of one run, is persisted and
/// goes up by one; it is 0 where there is no run (any more).
/// </summary>
public abstract record Change(string? RunId, long Cursor);

public sealed record RunCreated(Run Run) : Change(Run.Id, Run.Cursor);

public sealed record RunUpdated(Run Before, Run After) : Change(After.Id, After.Cursor);

public sealed record StatusChanged(string RunId, long Cursor, RunStatus Old, RunStatus New, Run Run) : Change(RunId, Cursor);

public sealed record RunDeleted(string RunId, long Cursor) : Change(RunId, Cursor);

/// <summary>Only what was stored: rejected metrics are gone from the batch and every step is a real one.</summary>
public sealed record PointsAppended(string RunId, long Cursor, int Segment, PointBatch Batch) : Change(RunId, Cursor);

public sealed record EventAdded(Event Event, long Cursor) : Change(Cursor == 0 ? null : Event.RunId, Cursor);

/// <summary>A checkpoint was registered, or more became known of one.</summary>
public sealed record CheckpointSaved(Checkpoint Checkpoint, long Cursor) : Change(Checkpoint.RunId, Cursor);

/// <summary>Lines were added to a run's console.</summary>
public sealed record LinesLogged(string RunId, long Cursor, IReadOnlyList<LogLine> Lines) : Change(RunId, Cursor);

/// <summary>A host was looked at: by a writer of the source run, or with null by the server itself. No change of a run, so without a cursor.</summary>
public sealed record SystemSampled(HostSample Sample, string? Source) : Change(null, 0);
