using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>Whether the run was asked to stop, and by what.</summary>
internal sealed class StopSwitch
{
    private volatile bool _isSet;

    public bool IsSet => _isSet;

    public void Set() => _isSet = true;

    /// <summary>A command as it comes from the server.</summary>
    public void Take(JsonElement command)
    {
        if (command.ValueKind == JsonValueKind.Object
            && command.TryGetProperty("command", out var name)
            && name.ValueKind == JsonValueKind.String
            && name.ValueEquals("stop"u8))
        {
            Set();
        }
    }
}
