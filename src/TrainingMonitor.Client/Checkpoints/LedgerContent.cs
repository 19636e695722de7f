using System.Text.Json.Serialization;

namespace TrainingMonitor.Client;

/// <summary>A whole ledger, and how it is written.</summary>
internal sealed class LedgerContent
{
    public int Version { get; init; } = 1;
    public Dictionary<string, LedgerRun> Runs { get; init; } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(LedgerContent))]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(CheckpointUpload))]
internal sealed partial class LedgerJson : JsonSerializerContext;
