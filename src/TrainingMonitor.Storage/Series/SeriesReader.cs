using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Reads the series of one run at one moment.</summary>
internal sealed class SeriesReader(RunEntry entry, ReadConnections readers, ReadCache cache)
{
    private const int Tries = 5;

    /// <summary>Of a line that is asked for raw and is not all there.</summary>
    private const int MostBuckets = 20_000;
    private readonly ChunkReads _reads = new(readers, cache, entry.Series.Damaged);

    /// <summary>The answer, and the cursor of the moment it tells of.</summary>
    public SeriesResult Read(SeriesQuery query)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return ReadOnce(query);
            }
            catch (Exception e) when (attempt < Tries && IsStale(e))
            {
                // Its view was taken just before a seal, and a new one has the chunks, or the run was deleted.
                if (entry.IsGone)
                {
                    throw new UnknownRunException(query.RunId);
                }
            }
        }
    }

    /// <summary>The lines that match, as they are now, all at the same moment, and the cursor of that moment.</summary>
    private List<SeriesLine> Lines(IReadOnlyList<string> keys, SegmentChoice choice, out long cursor)
    {
        using var lease = readers.Rent();
        var series = entry.Series;
        var lines = new List<SeriesLine>();
        lock (series.Gate)
        {
            cursor = series.Cursor;
            foreach (var metric in series.Metrics.Where(metric => keys.Any(key => KeyPattern.Matches(key, metric.Name))))
            {
                if (choice.IsCurrent)
                {
                    var parts = series.Segments.Select(segment => PartOf(metric, segment.Number, series.CutOf(segment.Number)));
                    lines.Add(new SeriesLine(metric.Name, metric.Number, series.Newest.Number, [.. parts]));
                    continue;
                }

                foreach (var segment in series.Segments.Where(segment => choice.IsAll || segment.Number == choice.Only))
                {
                    lines.Add(new SeriesLine(metric.Name, metric.Number, segment.Number, [PartOf(metric, segment.Number, long.MaxValue)]));
                }
            }
        }

        return lines;

        SeriesPart PartOf(MetricState metric, int segment, long cut)
        {
            var key = new SeriesKey(entry.Number, metric.Number, segment);
            var tail = series.Tails.FirstOrDefault(tail => tail.Segment == segment);
            var column = tail?.Column(metric.Number);
            return new SeriesPart(
                key, EdgesOf(lease.Connection, key), column is null ? null : new TailSnapshot(tail!, column), cut);
        }
    }

    /// <summary>None where a page that holds them cannot be read: what is not sealed yet is shown all the same.</summary>
    private IndexEdge[] EdgesOf(SqliteConnection connection, SeriesKey key)
    {
        try
        {
            return entry.Series.Index(connection, key).Snapshot();
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            entry.Series.Damaged($"the pyramid of metric {key.Metric} in segment {key.Segment}", e.Message);
            return [];
        }
    }

    public static bool IsStale(Exception e) =>
        e is StaleViewException || (e is AggregateException several && several.InnerExceptions.All(inner => inner is StaleViewException));

    /// <summary>The same as blocks of raw points, to be read when they are wanted.</summary>
    public RawPoints ReadRaw(SeriesQuery query, int mostPoints = RawReader.MostOfOneSeries)
    {
        var foldedTo = FoldedTo();
        var view = View(query);
        var raw = new RawReader(entry, readers, cache, query, mostPoints);
        var all = new List<RawSeries>();
        foreach (var (line, other) in view.Lines)
        {
            if (query.X.MetricName is not null)
            {
                all.Add(Blocks(line, hasX: true, () => raw.Pairs(line, other), () => raw.Pairs(line, other)
                    .Aggregate((Total: 0L, Folded: 0L), (sum, block) => (sum.Total + block.Total, sum.Folded + (block.Folded ?? 0)))));
            }
            else if (AxisOf(query, line) is { } axis)
            {
                var lens = new SeriesLens(query.X.IsTime);
                if (foldedTo > 0 && Scan(line, lens, scan => scan.HasFolds(axis, foldedTo)))
                {
                    all.Add(new RawSeries(Scan(line, lens, scan => Buckets(query, line, scan, axis))));
                    continue;
                }

                all.Add(Blocks(line, hasX: false, () => raw.Points(line, axis, lens), () => (Scan(line, lens, scan => scan.Count(axis)), 0)));
            }
        }

        return new RawPoints(view.Cursor, all);

        RawSeries Blocks(SeriesLine line, bool hasX, Func<IEnumerable<RawColumns>> read, Func<(long, long)> count) =>
            new(query.RunId, line.Name, line.Segment, hasX, read, count);
    }

    /// <summary>The rows that were logged, in step order.</summary>
    public IEnumerable<LoggedRow> Rows(SegmentChoice choice)
    {
        var query = new SeriesQuery { RunId = entry.Now.Run.Id, Keys = ["*"], Segment = choice };
        return new RawReader(entry, readers, cache, query, RawReader.MostPoints).Rows(Lines(query.Keys, choice, out _));
    }

    /// <summary>
    /// The lines that are asked for, each with that of the metric on the x axis where there is one, and the cursor of the
    /// moment that they tell of.
    /// </summary>
    private (long Cursor, IEnumerable<(SeriesLine Line, SeriesLine Other)> Lines) View(SeriesQuery query)
    {
        if (query.X.MetricName is not { } name)
        {
            var all = Lines(query.Keys, query.Segment, out var cursor);
            return (cursor, all.Select(line => (line, line)));
        }

        // The metric on the x axis is viewed first: the answer is complete up to the earlier of the two moments.
        var others = Lines([name], query.Segment, out var first);
        var lines = Lines(query.Keys, query.Segment, out var seen);
        return (Math.Min(first, seen), lines.Join(others, line => line.Segment, other => other.Segment, (line, other) => (line, other)));
    }

    private SeriesResult ReadOnce(SeriesQuery query)
    {
        var view = View(query);
        var raw = new RawReader(entry, readers, cache, query, RawReader.MostPoints);
        var answer = new List<SeriesColumns>();
        foreach (var (line, other) in view.Lines)
        {
            if (query.X.MetricName is not null)
            {
                answer.Add(ReadPairs(query, line, () => raw.Pairs(line, other)));
            }
            else if (AxisOf(query, line) is { } axis)
            {
                answer.Add(Scan<SeriesColumns>(line, new SeriesLens(query.X.IsTime), scan => ReadLine(query, line, scan, axis, raw)));
            }
        }

        return new SeriesResult(view.Cursor, answer);
    }

    private static SeriesColumns ReadLine(SeriesQuery query, SeriesLine line, SeriesScan scan, BucketAxis axis, RawReader raw)
    {
        if (query.Points == 0 || scan.Count(axis) <= query.Points)
        {
            var points = scan.Points(axis);
            if (scan.Folded == 0)
            {
                return raw.Columns(line, points);
            }
        }

        return Buckets(query, line, scan, axis);
    }

    private static BucketColumns Buckets(SeriesQuery query, SeriesLine line, SeriesScan scan, BucketAxis axis)
    {
        using var buckets = scan.Buckets(query.Points == 0 ? axis with { Buckets = MostBuckets } : axis);
        return buckets.ToColumns(query.RunId, line.Name, line.Segment);
    }

    private long FoldedTo()
    {
        using var lease = readers.Rent();
        return Sql.Scalar<long>(lease.Connection, "SELECT folded_to FROM runs WHERE run = $1", entry.Number);
    }

    /// <summary>All pairs where they are few enough, else some; they are only kept until they are too many.</summary>
    private static RawColumns ReadPairs(SeriesQuery query, SeriesLine line, Func<IEnumerable<RawColumns>> read)
    {
        var (total, folded, blocks) = (0L, 0L, new List<RawColumns>());
        foreach (var block in read())
        {
            total += block.Total;
            folded += block.Folded ?? 0;
            if (query.Points > 0 && total > query.Points)
            {
                blocks.Clear();
            }
            else
            {
                blocks.Add(block);
            }
        }

        if (query.Points == 0 || total <= query.Points)
        {
            return new RawColumns
            {
                RunId = query.RunId,
                Key = line.Name,
                Segment = line.Segment,
                Total = total,
                Folded = folded > 0 ? folded : null,
                Steps = [.. blocks.SelectMany(block => block.Steps)],
                Times = [.. blocks.SelectMany(block => block.Times)],
                Values = [.. blocks.SelectMany(block => block.Values)],
                X = [.. blocks.SelectMany(block => block.X!)],
            };
        }

        var thinning = new PairThinning(total, query.Points);
        foreach (var block in read())
        {
            thinning.Add(block);
        }

        return thinning.ToColumns(query, line) with { Folded = folded > 0 ? folded : null };
    }

    private BucketAxis? AxisOf(SeriesQuery query, SeriesLine line)
    {
        if (query.From is { } from && query.To is { } to)
        {
            return new BucketAxis(from, to, query.Points);
        }

        var lens = new SeriesLens(query.X.IsTime);
        return Scan(line, lens, scan => scan.Bounds()) is { } bounds
            ? new BucketAxis(query.From ?? bounds.Least * lens.Scale, query.To ?? bounds.Greatest * lens.Scale, query.Points)
            : null;
    }

    private T Scan<T>(SeriesLine line, SeriesLens lens, Func<SeriesScan, T> ask)
    {
        using var lease = readers.Rent();
        return ask(new SeriesScan(line, lens, new PyramidWalk(lease.Connection, cache, entry.Series.Damaged), _reads));
    }
}
