using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>One page of runs, and how many there are in all.</summary>
public sealed record RunPage(IReadOnlyList<Run> Items, string? NextCursor, long Total);
