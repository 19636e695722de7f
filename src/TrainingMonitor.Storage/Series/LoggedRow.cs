namespace TrainingMonitor.Storage;

/// <summary>All that was logged at one step and time. Time is in microseconds since 1970.</summary>
public sealed record LoggedRow(long Step, long Time, IReadOnlyList<KeyValuePair<string, double>> Metrics)
{
    /// <summary>Where rows are no longer kept: what is left of some points of one metric, which begin at this step and time. No metrics then.</summary>
    public LoggedBucket? Bucket { get; init; }
}
