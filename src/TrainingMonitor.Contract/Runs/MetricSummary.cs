namespace TrainingMonitor.Contract;

/// <summary>
/// One metric of one run in a line. <c>min</c>, <c>max</c> and <c>best</c> are over finite values and null when there
/// is none; <c>latest</c> is the value with the greatest step, last in arrival order, and may be NaN or infinite.
/// Only the newest segment's view counts.
/// </summary>
public sealed record MetricSummary
{
    public required double Latest { get; init; }
    public required long Step { get; init; }
    public required double? Min { get; init; }
    public required long? MinStep { get; init; }
    public required double? Max { get; init; }
    public required long? MaxStep { get; init; }
    public required double? Best { get; init; }
    public required MetricGoal Goal { get; init; }
    public required long Count { get; init; }
}
