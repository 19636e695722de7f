using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>What the server hands to the supervisor of one launch of a job.</summary>
public sealed record Launch
{
    public required string RunId { get; init; }
    public required string Url { get; init; }

    /// <summary>What the job says of its run, which wins over what the script says.</summary>
    public required string Name { get; init; }
    public JsonElement? Config { get; init; }
    public required IReadOnlyList<string> Command { get; init; }
    public string? WorkingDir { get; init; }

    /// <summary>All variables of the command; nothing else is inherited.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}

/// <summary>What the supervisor leaves when all processes of the command have ended: it alone says how a job ended.</summary>
/// <param name="Code">The exit code; 128 + the signal's number when a signal ended it.</param>
/// <param name="Status">completed, failed or interrupted.</param>
/// <param name="Error">Why it failed, for a person.</param>
public sealed record LaunchEnd(int Code, RunStatus Status, string? Error);
