using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Reads lines window by window over their steps: points, pairs of them with those of another line, or rows of them all. Each
/// window is small enough to be held in memory; how long the lines are makes no difference.
/// </summary>
internal sealed class RawReader(RunEntry entry, ReadConnections readers, ReadCache cache, SeriesQuery query, int mostPoints)
{
    /// <summary>Two megabytes of points, twice while they are put together.</summary>
    public const int MostPoints = 1 << 16;

    /// <summary>Of one series alone: few enough that no array of theirs is a large object, which would stay until a whole collection.</summary>
    public const int MostOfOneSeries = 1 << 13;

    private readonly ChunkReads _reads = new(readers, cache, entry.Series.Damaged);

    public IEnumerable<RawColumns> Points(SeriesLine line, BucketAxis axis, SeriesLens lens)
    {
        using var lease = readers.Rent();
        var scan = new SeriesScan(line, lens, Walk(lease), _reads);
        var steps = lens.IsTime ? new SeriesScan(line, default, Walk(lease), _reads) : scan;
        if (Known(() => steps.Bounds()) is not { } bounds)
        {
            yield break;
        }

        var (first, last) = lens.IsTime ? bounds : (Math.Max(bounds.Least, AtLeast(axis.From)), Math.Min(bounds.Greatest, AtMost(axis.To)));
        foreach (var window in StepWindows.Of(first, last, mostPoints, window => Known(() => scan.Count(axis, window))))
        {
            var points = Known(() => scan.Points(axis, window));
            if (scan.Folded > 0)
            {
                throw new StaleViewException("a chunk's raw points");
            }

            yield return Columns(line, points);
        }
    }

    /// <summary>
    /// Pairs of the values that both lines had at the same step, in arrival order where a step repeats. Folded points have none,
    /// and are counted.
    /// </summary>
    public IEnumerable<RawColumns> Pairs(SeriesLine line, SeriesLine other)
    {
        using var lease = readers.Rent();
        var all = new BucketAxis(double.NegativeInfinity, double.PositiveInfinity, 1);
        var (xs, ys) = (new SeriesScan(other, default, Walk(lease), _reads), new SeriesScan(line, default, Walk(lease), _reads));
        if (Known(() => xs.Bounds()) is not { } a || Known(() => ys.Bounds()) is not { } b)
        {
            yield break;
        }

        var (first, last) = (Math.Max(a.Least, b.Least), Math.Min(a.Greatest, b.Greatest));
        foreach (var window in StepWindows.Of(first, last, mostPoints, window => Known(() => xs.Count(all, window) + ys.Count(all, window))))
        {
            var (foldedXs, foldedYs) = (xs.Folded, ys.Folded);
            var pairs = Known(() => PairReader.Read(query, line, xs.Points(all, window), ys.Points(all, window)));
            var folded = Math.Max(xs.Folded - foldedXs, ys.Folded - foldedYs);
            yield return folded > 0 ? pairs with { Folded = folded } : pairs;
        }
    }

    /// <summary>What was logged together, in step order; of a window's folded points first what is left of them, metric after metric.</summary>
    public IEnumerable<LoggedRow> Rows(IReadOnlyList<SeriesLine> lines)
    {
        using var lease = readers.Rent();
        var all = new BucketAxis(double.NegativeInfinity, double.PositiveInfinity, 1);
        var scans = lines.Select(line => (Line: line, Scan: new SeriesScan(line, default, Walk(lease), _reads))).ToList();
        var bounds = scans.Select(one => Known(one.Scan.Bounds)).OfType<(long Least, long Greatest)>().ToList();
        if (bounds.Count == 0)
        {
            yield break;
        }

        var windows = StepWindows.Of(
            bounds.Min(one => one.Least), bounds.Max(one => one.Greatest), mostPoints, window => Known(() => scans.Sum(one => one.Scan.Count(all, window))));
        foreach (var window in windows)
        {
            var folded = scans.Sum(one => one.Scan.Folded);
            var columns = Known(() => scans.Select(one => Columns(one.Line, one.Scan.Points(all, window))).ToList());
            if (scans.Sum(one => one.Scan.Folded) > folded)
            {
                foreach (var row in scans.SelectMany(one => Known(() => one.Scan.Folds(all, window)).Select(fold => RowOf(one.Line, fold))))
                {
                    yield return row;
                }
            }

            foreach (var row in RowMerge.Of(columns))
            {
                yield return row;
            }
        }
    }

    public RawColumns Columns(SeriesLine line, PointColumns points) => new()
    {
        RunId = query.RunId,
        Key = line.Name,
        Segment = line.Segment,
        Total = points.Count,
        Steps = points.StepsAsArray,
        Times = points.TimesAsArray,
        Values = points.ValuesAsArray,
    };

    private static LoggedRow RowOf(SeriesLine line, in Fold fold)
    {
        var summary = fold.Entry.Summary;
        return new LoggedRow(summary.FirstStep, summary.FirstTime, []) { Bucket = new LoggedBucket(line.Name, line.Segment, summary) };
    }

    private static long AtLeast(double from) => from <= long.MinValue ? long.MinValue : (long)Math.Ceiling(from);

    private static long AtMost(double to) => to >= long.MaxValue ? long.MaxValue : (long)Math.Floor(to);

    private PyramidWalk Walk(ReadConnections.Lease lease) => new(lease.Connection, cache, entry.Series.Damaged);

    /// <summary>A view that is gone while it is read is that of a run that was deleted.</summary>
    private T Known<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (SeriesReader.IsStale(e) && entry.IsGone)
        {
            throw new UnknownRunException(query.RunId);
        }
    }
}
