namespace TrainingMonitor.Contract;

/// <summary>Whether a smaller or a greater value of a metric is the better one.</summary>
public enum MetricGoal
{
    Min,
    Max,
}
