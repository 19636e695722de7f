namespace TrainingMonitor.Contract;

/// <summary>The answer to a batch, given only after its points are durable.</summary>
public sealed record BatchAnswer
{
    /// <summary>Points stored; for a repeated batch, as many as the first time.</summary>
    public required long Accepted { get; init; }
    public required IReadOnlyList<RejectedPoint> Rejected { get; init; }
    public long? Seq { get; init; }
    public required bool Duplicate { get; init; }
    public required long Cursor { get; init; }

    /// <summary>Commands that wait for this writer; each comes again until it is answered.</summary>
    public IReadOnlyList<RunCommand> Commands { get; init; } = [];
}
