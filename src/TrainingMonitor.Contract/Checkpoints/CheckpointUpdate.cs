using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>The body of <c>PUT /api/checkpoints/{id}</c>: what is absent (or null) stays as it is.</summary>
public sealed record CheckpointUpdate
{
    /// <summary>True takes the mark from whichever checkpoint of the run had it.</summary>
    public bool? IsBest { get; init; }
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }
    public JsonElement? Metadata { get; init; }
}
