namespace TrainingMonitor.Client;

/// <summary>One logged value as the training thread leaves it; 32 bytes, no references, so the collector never allocates.</summary>
internal struct Entry
{
    public double Value;
    public long Step;

    /// <summary>Microseconds since 1970.</summary>
    public long Time;

    /// <summary>Index of the metric in <see cref="MetricTable"/>.</summary>
    public int Metric;
}
