namespace TrainingMonitor.Contract;

/// <summary>What an event tells of.</summary>
public enum EventKind
{
    StatusChange,
    RunCreated,
    RunDeleted,
    Resumed,
    CheckpointSaved,
    BestCheckpoint,
    Command,
    PointsLost,
    MetricLimit,
    NonFinite,
    CorruptChunk,
    Error,
    Note,
}
