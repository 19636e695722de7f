namespace TrainingMonitor.Storage;

/// <summary>Draws points into buckets, a stretch of them at a time where x goes up.</summary>
internal static class BucketFill
{
    /// <summary>Adds the points that lie on the axis.</summary>
    public static void Add(BucketSet buckets, SeriesLens lens, PointView all, bool isAscending, int order)
    {
        var axis = buckets.Axis;
        var points = isAscending ? lens.Inside(all, axis) : all;
        var xs = lens.Of(points);
        for (var at = 0; at < points.Count;)
        {
            var next = at + 1;
            if (isAscending || axis.Contains(xs[at] * lens.Scale))
            {
                var bucket = axis.Of(xs[at] * lens.Scale);
                next = isAscending ? axis.EndOf(bucket, xs, at, points.Count, lens.Scale) : next;
                AddStretch(buckets, lens, bucket, points, at, next, order);
            }

            at = next;
        }
    }

    /// <summary>A stretch that begins or ends with no number is split, so that first and last are told with their own x.</summary>
    private static void AddStretch(BucketSet buckets, SeriesLens lens, int bucket, PointView points, int start, int end, int order)
    {
        var summary = Summary(points, start, end);
        var isTelling = summary.Finite == 0 || (double.IsFinite(points.Values[start]) && double.IsFinite(points.Values[end - 1]));
        if (isTelling || end - start == 1)
        {
            buckets.Add(bucket, summary, lens.First(summary), lens.Last(summary), order);
            return;
        }

        for (var i = start; i < end; i++)
        {
            var one = Summary(points, i, i + 1);
            buckets.Add(bucket, one, lens.First(one), lens.Last(one), order);
        }
    }

    private static PointSummary Summary(PointView points, int start, int end)
    {
        var summary = PointSummary.OfValues(points.Values[start..end]);
        (summary.FirstStep, summary.LastStep) = (points.Steps[start], points.Steps[end - 1]);
        (summary.FirstTime, summary.LastTime) = (points.Times[start], points.Times[end - 1]);
        return summary;
    }
}
