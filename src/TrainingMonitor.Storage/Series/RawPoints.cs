using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Every raw point of the series that were asked for, as they were at one moment, read block by block: however long a series
/// is, only a block of it is in memory. Blocks may be read again, and are the same then.
/// </summary>
/// <param name="Cursor">As of <see cref="SeriesResult"/>.</param>
/// <param name="Series">One for each that the run has.</param>
public sealed record RawPoints(long Cursor, IReadOnlyList<RawSeries> Series);

/// <summary>One series of a <see cref="RawPoints"/>.</summary>
public sealed class RawSeries
{
    private readonly Func<IEnumerable<RawColumns>> _read;
    private readonly Lazy<(long Total, long Folded)> _count;

    internal RawSeries(string runId, string key, int segment, bool hasX, Func<IEnumerable<RawColumns>> read, Func<(long Total, long Folded)> count)
    {
        (RunId, Key, Segment, HasX) = (runId, key, segment, hasX);
        (_read, _count) = (read, new Lazy<(long, long)>(count));
    }

    internal RawSeries(BucketColumns buckets)
        : this(buckets.RunId, buckets.Key, buckets.Segment, hasX: false, () => [], () => (buckets.Total, 0)) => Buckets = buckets;

    /// <summary>Instead of blocks where some of the points are no longer kept; null otherwise.</summary>
    public BucketColumns? Buckets { get; }

    public string RunId { get; }

    public string Key { get; }

    public int Segment { get; }

    /// <summary>Whether the blocks tell the values of a metric that was asked for as x.</summary>
    public bool HasX { get; }

    /// <summary>The points of all blocks.</summary>
    public long Total => _count.Value.Total;

    /// <summary>As of <see cref="RawColumns.Folded"/>, of all blocks.</summary>
    public long Folded => _count.Value.Folded;

    /// <summary>In step order, some thousands of points each; more only where so many share one step.</summary>
    /// <exception cref="UnknownRunException">The run was deleted meanwhile.</exception>
    public IEnumerable<RawColumns> Blocks() => _read();
}
