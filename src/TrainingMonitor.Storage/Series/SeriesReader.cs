using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Reads the series of one run at one moment.</summary>
internal sealed class SeriesReader(RunEntry entry, SeriesQuery query)
{
    private const double MicrosecondsAsSeconds = 1e-6;

    public List<SeriesColumns> Read()
    {
        var answer = new List<SeriesColumns>();
        foreach (var name in MatchingNames())
        {
            foreach (var (segment, points) in PointsOf(name))
            {
                if (points.Count > 0)
                {
                    answer.Add(ColumnsOf(name, segment, points));
                }
            }
        }

        return answer;
    }

    /// <summary>The points of one metric in the newest view.</summary>
    public PointColumns Current(string name) => Join(name, segment => entry.Series.CutOf(segment));

    private List<string> MatchingNames()
    {
        lock (entry.Series.Gate)
        {
            return [.. entry.Series.Metrics.Select(metric => metric.Name).Where(name => query.Keys.Any(key => KeyPattern.Matches(key, name)))];
        }
    }

    private IEnumerable<(int Segment, PointColumns Points)> PointsOf(string name)
    {
        if (query.Segment.IsCurrent)
        {
            return [(entry.Series.Newest.Number, Current(name))];
        }

        return entry.Series.Segments
            .Where(segment => query.Segment.IsAll || segment.Number == query.Segment.Only)
            .Select(segment => (segment.Number, Join(name, number => number == segment.Number ? long.MaxValue : long.MinValue)));
    }

    private PointColumns Join(string name, Func<int, long> cutOf)
    {
        var pieces = new List<(TailSnapshot Tail, long Cut)>();
        lock (entry.Series.Gate)
        {
            if (entry.Series.Find(name) is not { } metric)
            {
                return PointColumns.Empty;
            }

            foreach (var tail in entry.Series.Tails)
            {
                if (tail.Column(metric.Number) is { } column && cutOf(tail.Segment) is var cut and not long.MinValue)
                {
                    pieces.Add((new TailSnapshot(tail, column), cut));
                }
            }
        }

        return PointColumns.Join([.. pieces.Select(piece => piece.Tail.Read().Before(piece.Cut))]);
    }

    private SeriesColumns ColumnsOf(string name, int segment, PointColumns points)
    {
        if (query.X.MetricName is { } other)
        {
            return new PairReader(query, name, segment).Read(Current(other), points);
        }

        return query.X.IsTime ? ByTime(name, segment, points) : BySteps(name, segment, points);
    }

    private SeriesColumns BySteps(string name, int segment, PointColumns points)
    {
        var axis = new BucketAxis(query.From ?? points.Steps[0], query.To ?? points.Steps[^1], query.Points);
        var start = FirstAtLeast(points.Steps, axis.From);
        var end = FirstAbove(points.Steps, axis.To);
        if (query.Points == 0 || end - start <= query.Points)
        {
            return Raw(name, segment, points, start, Math.Max(start, end));
        }

        var buckets = new BucketSet(axis);
        for (var at = start; at < end;)
        {
            var bucket = axis.Of(points.Steps[at]);
            var next = axis.EndOf(bucket, points.Steps[..end], at, 1);
            var summary = PointSummary.Of(points.Steps[at..next], points.Times[at..next], points.Values[at..next]);
            buckets.Add(bucket, summary, summary.FirstStep, summary.LastStep);
            at = next;
        }

        return buckets.ToColumns(query.RunId, name, segment);
    }

    private SeriesColumns ByTime(string name, int segment, PointColumns points)
    {
        var (least, greatest) = (long.MaxValue, long.MinValue);
        foreach (var time in points.Times)
        {
            (least, greatest) = (Math.Min(least, time), Math.Max(greatest, time));
        }

        var axis = new BucketAxis(query.From ?? least * MicrosecondsAsSeconds, query.To ?? greatest * MicrosecondsAsSeconds, query.Points);
        var inside = new List<int>();
        for (var i = 0; i < points.Count; i++)
        {
            if (axis.Contains(points.Times[i] * MicrosecondsAsSeconds))
            {
                inside.Add(i);
            }
        }

        if (query.Points == 0 || inside.Count <= query.Points)
        {
            return Raw(name, segment, Pick(points, inside), 0, inside.Count);
        }

        var buckets = new BucketSet(axis);
        foreach (var i in inside)
        {
            var summary = PointSummary.Of(points.Steps.Slice(i, 1), points.Times.Slice(i, 1), points.Values.Slice(i, 1));
            buckets.Add(axis.Of(points.Times[i] * MicrosecondsAsSeconds), summary, summary.FirstTime, summary.LastTime);
        }

        return buckets.ToColumns(query.RunId, name, segment);
    }

    private RawColumns Raw(string name, int segment, PointColumns points, int start, int end) => new()
    {
        RunId = query.RunId,
        Key = name,
        Segment = segment,
        Total = end - start,
        Steps = points.Steps[start..end].ToArray(),
        Times = points.Times[start..end].ToArray(),
        Values = points.Values[start..end].ToArray(),
    };

    private static PointColumns Pick(PointColumns points, List<int> rows) => new(
        [.. rows.Select(i => points.Steps[i])], [.. rows.Select(i => points.Times[i])], [.. rows.Select(i => points.Values[i])], rows.Count);

    private static int FirstAtLeast(ReadOnlySpan<long> xs, double from) => Search(xs, x => x >= from);

    private static int FirstAbove(ReadOnlySpan<long> xs, double to) => Search(xs, x => x > to);

    private static int Search(ReadOnlySpan<long> xs, Func<long, bool> isPast)
    {
        var (low, high) = (0, xs.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = isPast(xs[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
