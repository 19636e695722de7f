namespace TrainingMonitor.Client;

/// <summary>One logged value as the training thread leaves it; 32 bytes, no references, so the collector never allocates.</summary>
internal struct Entry
{
    private const long MostStep = 1L << 53;
    private const long SharedRowMicroseconds = 1000;

    public double Value;
    public long Step;

    /// <summary>Microseconds since 1970.</summary>
    public long Time;

    /// <summary>Index of the metric in <see cref="MetricTable"/>.</summary>
    public int Metric;

    /// <summary>Whether a number in JSON carries the step exactly; no other one is sent.</summary>
    public static bool CanBear(long step) => step is >= -MostStep and <= MostStep;

    /// <summary>Whether it is of the row that began so: one log call, or a few handles logged one after the other.</summary>
    public readonly bool IsOfRow(long step, long time) => Step == step && Math.Abs(Time - time) <= SharedRowMicroseconds;
}
