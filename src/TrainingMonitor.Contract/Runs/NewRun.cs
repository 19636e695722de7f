using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/runs</c>.</summary>
public sealed record NewRun
{
    public required string Name { get; init; }
    public string? Id { get; init; }
    public string? Project { get; init; }
    public JsonElement? Config { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public string? Notes { get; init; }
    public long? TotalSteps { get; init; }
    public long? Epochs { get; init; }
    public long? StepsPerEpoch { get; init; }
    public string? Group { get; init; }
    public string? ParentRunId { get; init; }
    public long? ParentStep { get; init; }
    public PrimaryMetrics? Primary { get; init; }
    public IReadOnlyDictionary<string, MetricGoal>? MetricGoals { get; init; }

    /// <summary>
    /// When it started, in seconds since 1970, by the clock of its machine: of a run that was offline then. A minute or
    /// less before the server's own clock, and after it, the server's counts.
    /// </summary>
    public double? Time { get; init; }
}
