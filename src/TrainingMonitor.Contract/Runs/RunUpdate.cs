using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>The body of <c>PUT /api/runs/{id}</c>: what is absent (or null) stays as it is.</summary>
public sealed record RunUpdate
{
    public string? Name { get; init; }
    public string? Project { get; init; }
    public JsonElement? Config { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public string? Notes { get; init; }
    public RunStatus? Status { get; init; }
    public long? TotalSteps { get; init; }
    public long? Epochs { get; init; }
    public long? StepsPerEpoch { get; init; }
    public string? Group { get; init; }
    public PrimaryMetrics? Primary { get; init; }
    public IReadOnlyDictionary<string, MetricGoal>? MetricGoals { get; init; }
    public string? Error { get; init; }

    /// <summary>What the process of the run ended with; 128 + the signal's number when a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When the status was reached, in seconds since 1970, as in <see cref="NewRun.Time"/>.</summary>
    public double? Time { get; init; }
}
