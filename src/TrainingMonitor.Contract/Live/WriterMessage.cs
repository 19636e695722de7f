namespace TrainingMonitor.Contract;

/// <summary><c>hello</c>, <c>heartbeat</c>, <c>status</c>, <c>log</c>, <c>system</c> or <c>command_result</c>, as a writer sends it; <c>metrics</c> is a columnar batch.</summary>
public sealed record WriterMessage
{
    public required string Type { get; init; }

    /// <summary>With <c>hello</c>: the run that this socket writes to from now on.</summary>
    public string? RunId { get; init; }

    /// <summary>With <c>hello</c>: the writer's own name, unique in the run.</summary>
    public string? Writer { get; init; }
    public int? Rank { get; init; }

    /// <summary>With <c>status</c>: what the run becomes.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>With status failed: the traceback.</summary>
    public string? Error { get; init; }

    /// <summary>With <c>command_result</c>: the command, whether it was done, and a sentence.</summary>
    public string? Id { get; init; }
    public bool? Ok { get; init; }
    public string? Message { get; init; }

    /// <summary>With <c>log</c>; <see cref="Seq"/> as in <see cref="NewLogLines"/>.</summary>
    public IReadOnlyList<NewLogLine>? Lines { get; init; }
    public long? Seq { get; init; }

    /// <summary>With <c>system</c>.</summary>
    public string? Host { get; init; }
    public IReadOnlyList<SystemSample>? Samples { get; init; }
}
