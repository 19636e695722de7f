namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/runs/{id}/commands</c>.</summary>
public sealed record NewCommand
{
    /// <summary>stop, checkpoint or load_checkpoint.</summary>
    public required string Command { get; init; }

    /// <summary>now (default) or epoch_end.</summary>
    public string? When { get; init; }

    /// <summary>With load_checkpoint.</summary>
    public string? CheckpointId { get; init; }
}

/// <summary>The command is on its way to the script.</summary>
public sealed record CommandGiven(string CommandId);

/// <summary>The body of <c>POST /api/runs/{id}/commands/{command}/result</c>.</summary>
public sealed record CommandResult(bool Ok, string? Message = null);
