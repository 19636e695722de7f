namespace TrainingMonitor.Storage;

/// <summary>What a chart is drawn over.</summary>
public readonly record struct XAxis
{
    private XAxis(bool isTime, string? metric) => (IsTime, MetricName) = (isTime, metric);

    public static XAxis Step => default;

    public static XAxis Time { get; } = new(true, null);

    public bool IsTime { get; }

    public string? MetricName { get; }

    /// <summary>The values that another metric had at the same steps.</summary>
    public static XAxis Metric(string name) => new(false, name);

    public override string ToString() => MetricName ?? (IsTime ? "time" : "step");
}
