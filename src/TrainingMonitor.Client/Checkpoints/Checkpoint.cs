using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingMonitor.Client;

/// <summary>A registered file, as the wire and the ledger beside it describe it.</summary>
public sealed record Checkpoint
{
    public required string Id { get; init; }
    public long? Step { get; init; }

    /// <summary>Absolute, where the script that wrote it saw it.</summary>
    public required string Filepath { get; init; }
    public long Size { get; init; }

    /// <summary>Lower-case hexadecimal; null until the file was hashed.</summary>
    public string? Sha256 { get; init; }
    public string Validity { get; init; } = "unverified";

    /// <summary>Why it is not plainly valid, in one sentence.</summary>
    public string? Reason { get; init; }
    public string? Format { get; init; }

    /// <summary>Keys and tensors, as the wire describes them; found without executing anything of the file.</summary>
    public JsonElement? Structure { get; init; }
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }
    public JsonElement? Metadata { get; init; }
    public bool IsBest { get; init; }
    public string? CreatedAt { get; init; }

    /// <summary>What another version or language has noted beside; kept as it is.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}
