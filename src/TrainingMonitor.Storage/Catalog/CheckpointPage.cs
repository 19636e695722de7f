using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Checkpoints, newest first, and how many the run has.</summary>
public sealed record CheckpointPage(IReadOnlyList<Checkpoint> Items, string? NextCursor, long Total);
