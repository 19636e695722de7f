using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/runs/{id}/checkpoints</c>: a file as the SDK found it where it lies.</summary>
public sealed record NewCheckpoint
{
    public required string Filepath { get; init; }

    /// <summary>Chosen by the client, so that a repeated request registers nothing twice.</summary>
    public string? Id { get; init; }
    public long? Step { get; init; }
    public long? Size { get; init; }
    public string? Sha256 { get; init; }
    public CheckpointValidity? Validity { get; init; }
    public string? Reason { get; init; }
    public string? Format { get; init; }
    public CheckpointStructure? Structure { get; init; }
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }
    public JsonElement? Metadata { get; init; }
    public bool? IsBest { get; init; }

    /// <summary>When the file was saved; the server's clock when absent.</summary>
    public Instant? CreatedAt { get; init; }

    /// <summary>Outermost keys, or tensors by name, without which the file is invalid. Looked at where the server may open the file.</summary>
    public IReadOnlyList<string>? RequiredKeys { get; init; }
}
