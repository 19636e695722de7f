using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What was read, and a cursor that is not past it: a change with a greater one may or may not be in it, one with no greater one is.</summary>
public sealed record SeriesResult(long Cursor, IReadOnlyList<SeriesColumns> Series);
