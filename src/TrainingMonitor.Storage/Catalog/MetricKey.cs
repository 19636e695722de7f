namespace TrainingMonitor.Storage;

/// <summary>A metric and which of its numbers, as <c>val/loss.min</c> says it; without a suffix the latest.</summary>
public static class MetricKey
{
    public static (string Name, MetricField Field) Parse(string key)
    {
        foreach (var (suffix, field) in new[] { (".min", MetricField.Min), (".max", MetricField.Max), (".best", MetricField.Best), (".latest", MetricField.Latest) })
        {
            if (key.EndsWith(suffix, StringComparison.Ordinal) && key.Length > suffix.Length)
            {
                return (key[..^suffix.Length], field);
            }
        }

        return (key, MetricField.Latest);
    }
}
