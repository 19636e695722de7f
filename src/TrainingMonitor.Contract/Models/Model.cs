using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>A checkpoint that was made something to keep and to use: it stays when its run is deleted.</summary>
public sealed record Model
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>At most one model of a name is in production.</summary>
    public required ModelStage Stage { get; init; }
    public required ModelStatus Status { get; init; }

    /// <summary>Why it failed, in one sentence.</summary>
    public required string? Error { get; init; }

    /// <summary>The run and the checkpoint it was made from; either may be gone by now.</summary>
    public required string RunId { get; init; }
    public required string CheckpointId { get; init; }
    public required long? Step { get; init; }

    /// <summary>What the run started from: a model's id, or any name.</summary>
    public required string? BaseModel { get; init; }
    public required string? DatasetId { get; init; }

    /// <summary>Where the file lies: the server's own copy where there is one, else where the script put it.</summary>
    public required string Filepath { get; init; }

    /// <summary>Whether the server has a copy, which <c>/download</c> gives.</summary>
    public required bool IsStored { get; init; }

    /// <summary>What a download is called.</summary>
    public required string FileName { get; init; }
    public required string Format { get; init; }

    /// <summary>Bytes.</summary>
    public required long? Size { get; init; }

    /// <summary>64 hexadecimal digits.</summary>
    public required string? Sha256 { get; init; }
    public required CheckpointStructure? Structure { get; init; }
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>A JSON object of the user's own, as the checkpoint had it.</summary>
    public required JsonElement Metadata { get; init; }
    public required string Notes { get; init; }
    public required Instant CreatedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
}

/// <summary>How far a model has come towards use.</summary>
public enum ModelStage
{
    None,
    Staging,
    Production,
}

/// <summary>Whether a model's file is where it should be.</summary>
public enum ModelStatus
{
    /// <summary>The server is copying the file.</summary>
    Processing,
    Ready,
    Failed,
}
