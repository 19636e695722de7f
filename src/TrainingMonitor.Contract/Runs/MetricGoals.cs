namespace TrainingMonitor.Contract;

/// <summary>Guesses the goal of a metric by its name, where the run has not said it in <c>metric_goals</c>.</summary>
public static class MetricGoals
{
    private static readonly string[] SmallerIsBetter = ["loss", "error", "perplexity", "mse", "mae", "wer", "cer"];

    public static MetricGoal Of(string metric, IReadOnlyDictionary<string, MetricGoal>? overrides = null)
    {
        if (overrides is not null && overrides.TryGetValue(metric, out var said))
        {
            return said;
        }

        foreach (var word in SmallerIsBetter)
        {
            if (metric.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return MetricGoal.Min;
            }
        }

        return MetricGoal.Max;
    }
}
