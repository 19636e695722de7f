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
    private readonly Lazy<long> _total;

    internal RawSeries(string runId, string key, int segment, bool hasX, Func<IEnumerable<RawColumns>> read, Func<long> count)
    {
        (RunId, Key, Segment, HasX) = (runId, key, segment, hasX);
        (_read, _total) = (read, new Lazy<long>(count));
    }

    public string RunId { get; }

    public string Key { get; }

    public int Segment { get; }

    /// <summary>Whether the blocks tell the values of a metric that was asked for as x.</summary>
    public bool HasX { get; }

    /// <summary>The points of all blocks.</summary>
    public long Total => _total.Value;

    /// <summary>In step order, some ten thousands of points each; more only where so many share one step.</summary>
    /// <exception cref="UnknownRunException">The run was deleted meanwhile.</exception>
    public IEnumerable<RawColumns> Blocks() => _read();
}
