using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>A batch as it is stored: steps resolved, refused metrics gone, metrics by number.</summary>
internal sealed class StoredBatch
{
    public required int Segment { get; init; }
    public required long Cursor { get; init; }
    public required long ArrivedAt { get; init; }
    public required string? Writer { get; init; }
    public required long Seq { get; init; }
    public required long Accepted { get; init; }
    public required IReadOnlyList<RejectedPoint> Rejected { get; init; }
    public required long Lost { get; init; }
    public required int Rows { get; init; }
    public required long[] Steps { get; init; }
    public required long[] Times { get; init; }
    public required StoredColumn[] Columns { get; init; }
}

internal readonly record struct StoredColumn(MetricState Metric, MetricColumn Column, int Count);
