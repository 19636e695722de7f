using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Reads the series of one run at one moment.</summary>
internal sealed class SeriesReader(RunEntry entry, ReadConnections readers, ReadCache cache)
{
    private const int Tries = 5;
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

    private static bool IsStale(Exception e) =>
        e is StaleViewException || (e is AggregateException several && several.InnerExceptions.All(inner => inner is StaleViewException));

    private SeriesResult ReadOnce(SeriesQuery query)
    {
        // The metric on the x axis is viewed first: the answer is complete up to the earlier of the two moments.
        var cursor = long.MaxValue;
        var others = query.X.MetricName is { } other ? Lines([other], query.Segment, out cursor) : [];
        var lines = Lines(query.Keys, query.Segment, out var seen);
        using var lease = readers.Rent();
        var walk = new PyramidWalk(lease.Connection, cache, entry.Series.Damaged);
        var answer = new List<SeriesColumns>();
        foreach (var line in lines)
        {
            var columns = query.X.MetricName is null
                ? ReadLine(query, line, walk)
                : ReadPairs(query, line, others.Find(candidate => candidate.Segment == line.Segment), walk);
            if (columns is not null)
            {
                answer.Add(columns);
            }
        }

        return new SeriesResult(Math.Min(cursor, seen), answer);
    }

    private SeriesColumns? ReadLine(SeriesQuery query, SeriesLine line, PyramidWalk walk)
    {
        var lens = new SeriesLens(query.X.IsTime);
        var scan = new SeriesScan(line, lens, walk, _reads);
        if (AxisOf(query, scan, lens) is not { } axis)
        {
            return null;
        }

        if (query.Points == 0 || scan.Count(axis) <= query.Points)
        {
            return Raw(query, line, scan.Points(axis));
        }

        using var buckets = scan.Buckets(axis);
        return buckets.ToColumns(query.RunId, line.Name, line.Segment);
    }

    private static BucketAxis? AxisOf(SeriesQuery query, SeriesScan scan, SeriesLens lens)
    {
        if (query.From is { } from && query.To is { } to)
        {
            return new BucketAxis(from, to, query.Points);
        }

        return scan.Bounds() is { } bounds
            ? new BucketAxis(query.From ?? bounds.Least * lens.Scale, query.To ?? bounds.Greatest * lens.Scale, query.Points)
            : null;
    }

    private RawColumns? ReadPairs(SeriesQuery query, SeriesLine line, SeriesLine? other, PyramidWalk walk)
    {
        if (other is null)
        {
            return null;
        }

        var all = new BucketAxis(double.NegativeInfinity, double.PositiveInfinity, 1);
        var xs = new SeriesScan(other, default, walk, _reads).Points(all);
        var ys = new SeriesScan(line, default, walk, _reads).Points(all);
        return new PairReader(query, line.Name, line.Segment).Read(xs, ys);
    }

    private static RawColumns Raw(SeriesQuery query, SeriesLine line, PointColumns points) => new()
    {
        RunId = query.RunId,
        Key = line.Name,
        Segment = line.Segment,
        Total = points.Count,
        Steps = points.Steps.ToArray(),
        Times = points.Times.ToArray(),
        Values = points.Values.ToArray(),
    };
}
