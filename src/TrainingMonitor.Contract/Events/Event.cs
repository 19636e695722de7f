using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>One line of what happened.</summary>
public sealed record Event
{
    public required string Id { get; init; }
    public required string? RunId { get; init; }
    public required Instant Time { get; init; }
    public required EventKind Kind { get; init; }
    public required EventLevel Level { get; init; }
    public required string Message { get; init; }
    public JsonElement? Data { get; init; }
}
