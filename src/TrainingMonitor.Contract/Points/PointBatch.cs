namespace TrainingMonitor.Contract;

/// <summary>
/// The points of one write, as columns that share their steps and times; the unit of acknowledgement. With a
/// writer it is identified by (run, writer, seq) and stored exactly once.
/// </summary>
public sealed class PointBatch
{
    /// <summary>Stands for a step that was not given: one more than the run's last, which the store's writer knows.</summary>
    public const long NextStep = long.MinValue;

    /// <summary>The number of rows: of steps and times that count, and of values in each column.</summary>
    public required int Rows { get; init; }

    /// <summary>The step of each row, in arrival order; need not be sorted. The store puts the real step where <see cref="NextStep"/> stood.</summary>
    public required long[] Steps { get; init; }

    /// <summary>The wall time of each row in microseconds since 1970.</summary>
    public required long[] Times { get; init; }

    public required MetricColumn[] Metrics { get; init; }

    /// <summary>Null for a bare client: then nothing is deduplicated.</summary>
    public string? Writer { get; init; }

    /// <summary>Starts at 1 for each (run, writer) and goes up by 1; 0 without a writer.</summary>
    public long Seq { get; init; }

    public int? Rank { get; init; }

    /// <summary>Points that the client had to thin away since its last batch.</summary>
    public long Lost { get; init; }

    /// <summary>
    /// What the reader of the request refused before storing. Part of the batch so that a repeat of it can be
    /// answered as the first time.
    /// </summary>
    public IReadOnlyList<RejectedPoint> Rejected { get; init; } = [];
}
