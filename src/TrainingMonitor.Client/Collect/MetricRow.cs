namespace TrainingMonitor.Client;

/// <summary>Several metrics that are logged together, looked up once. Usable from any thread. Never throws.</summary>
public sealed class MetricRow
{
    private readonly Metric[] _metrics;
    private readonly Collector? _collector;
    private readonly Action<string> _refuse;

    internal MetricRow(Metric[] metrics, Collector? collector, Action<string> refuse)
    {
        _metrics = metrics;
        _collector = collector;
        _refuse = refuse;
    }

    /// <param name="step">−2⁵³ … 2⁵³; shared by all values, as is the time.</param>
    /// <param name="values">One for each metric, in the order in which they were named.</param>
    public void Log(long step, params ReadOnlySpan<double> values)
    {
        if (values.Length != _metrics.Length)
        {
            _refuse($"got {values.Length} values, want one for each of the row's {_metrics.Length} metrics; the call is left out");
        }
        else
        {
            _collector?.Add(_metrics, values, step);
        }
    }
}
