using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>A registered file of a run, with the step and the metrics it was saved at.</summary>
public sealed record Checkpoint
{
    public required string Id { get; init; }
    public required string RunId { get; init; }
    public required long? Step { get; init; }

    /// <summary>The file's own name; what a download is called.</summary>
    public required string Name { get; init; }

    /// <summary>Where the file lies, on the machine that saved it; for an upload, on the server.</summary>
    public required string Filepath { get; init; }

    /// <summary>Bytes.</summary>
    public required long? Size { get; init; }

    /// <summary>64 hexadecimal digits.</summary>
    public required string? Sha256 { get; init; }
    public required CheckpointValidity Validity { get; init; }

    /// <summary>Why it is not plainly valid, in one sentence.</summary>
    public required string? Reason { get; init; }

    /// <summary>pt, pth, safetensors, npz, onnx, or whatever the name ends in.</summary>
    public required string Format { get; init; }
    public required CheckpointStructure? Structure { get; init; }
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>A JSON object of the user's own.</summary>
    public required JsonElement Metadata { get; init; }

    /// <summary>At most one of a run.</summary>
    public required bool IsBest { get; init; }
    public required CheckpointOrigin Stored { get; init; }
    public required Instant CreatedAt { get; init; }
}
