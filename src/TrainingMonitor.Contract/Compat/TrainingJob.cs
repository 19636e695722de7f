using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract;

/// <summary>A run as <c>/api/training</c> shows it.</summary>
public sealed record TrainingJob
{
    [JsonPropertyName("id")] public required string Id { get; init; }
    [JsonPropertyName("name")] public required string Name { get; init; }

    /// <summary>pending, queued, running, completed, failed or cancelled; an interrupted run counts as failed.</summary>
    [JsonPropertyName("status")] public required string Status { get; init; }

    /// <summary>0 to 100; null when the total is unknown.</summary>
    [JsonPropertyName("progress")] public required double? Progress { get; init; }
    [JsonPropertyName("currentStep")] public required long? CurrentStep { get; init; }
    [JsonPropertyName("totalSteps")] public required long? TotalSteps { get; init; }
    [JsonPropertyName("currentLoss")] public required double? CurrentLoss { get; init; }
    [JsonPropertyName("startedAt")] public required Instant? StartedAt { get; init; }
    [JsonPropertyName("createdAt")] public required Instant CreatedAt { get; init; }
    [JsonPropertyName("updatedAt")] public required Instant UpdatedAt { get; init; }
    [JsonPropertyName("modelName")] public required string? ModelName { get; init; }
    [JsonPropertyName("epochs")] public required long? Epochs { get; init; }
    [JsonPropertyName("learningRate")] public required double? LearningRate { get; init; }
}

/// <summary>One step of <c>/api/training/{id}/metrics</c>.</summary>
public sealed record TrainingStep(long Step, double? Loss, double? Accuracy, double? Epoch);

/// <summary>The newest 200 steps, ascending; the job's status is queued, running, complete or failed.</summary>
public sealed record TrainingMetrics(TrainingJob Job, IReadOnlyList<TrainingStep> Metrics);

/// <summary>Whether it was done, and why not.</summary>
public sealed record TrainingOutcome(
    bool Success,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null);
