namespace TrainingMonitor.Storage;

/// <summary>The newest value of every metric of a run. Time is in microseconds since 1970.</summary>
public sealed record LatestPoint(long? Step, long? Time, IReadOnlyDictionary<string, double> Metrics, long Cursor);
