namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/runs/batch</c>: one action on many runs.</summary>
public sealed record RunBatch
{
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>delete, cancel, tag, untag or move.</summary>
    public required string Action { get; init; }

    /// <summary>The tag to add or remove.</summary>
    public string? Tag { get; init; }

    /// <summary>The project to move to.</summary>
    public string? Project { get; init; }
}

/// <summary>What became of each run of a batch; the good ones are done whatever the others were.</summary>
public sealed record RunBatchAnswer(IReadOnlyList<string> Done, IReadOnlyList<RunBatchFailure> Failed);

public sealed record RunBatchFailure(string Id, string Reason);
