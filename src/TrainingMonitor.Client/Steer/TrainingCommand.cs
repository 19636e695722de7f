using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>What somebody asks of the running training, on the page or over HTTP.</summary>
/// <param name="Id">The server's name for it.</param>
/// <param name="Name"><c>stop</c>, <c>checkpoint</c>, <c>load_checkpoint</c>, or what a later version adds.</param>
/// <param name="Body">The command as it came, with whatever else it says.</param>
public sealed record TrainingCommand(string Id, string Name, JsonElement Body)
{
    /// <summary>Null when the frame is no command.</summary>
    internal static TrainingCommand? Read(JsonElement frame) =>
        Text(frame, "command") is { } name ? new TrainingCommand(Text(frame, "id") ?? "", name, frame) : null;

    internal bool IsAtEpochEnd => Text(Body, "when") == "epoch_end";

    private static string? Text(JsonElement frame, string name) =>
        frame.ValueKind == JsonValueKind.Object && frame.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
