using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract;

/// <summary>What a script is asked to do, as its writer gets it. It may come again until it is answered: each id is done once.</summary>
public sealed record RunCommand
{
    public required string Id { get; init; }

    /// <summary>stop, checkpoint or load_checkpoint.</summary>
    public required string Command { get; init; }

    /// <summary>now or epoch_end.</summary>
    public required string When { get; init; }

    /// <summary>With load_checkpoint: which, and where its file lies.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CheckpointId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Filepath { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Step { get; init; }
}
