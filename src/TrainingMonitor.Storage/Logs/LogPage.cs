using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Lines oldest first; where to go on, null at the end; and how many lines the run has.</summary>
public sealed record LogPage(IReadOnlyList<LogLine> Items, long? Next, long Total);
