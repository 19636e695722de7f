namespace TrainingMonitor.Storage;

/// <summary>All that was logged at one step and time. Time is in microseconds since 1970.</summary>
public sealed record LoggedRow(long Step, long Time, IReadOnlyList<KeyValuePair<string, double>> Metrics);
