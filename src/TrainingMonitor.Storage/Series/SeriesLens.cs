namespace TrainingMonitor.Storage;

/// <summary>Looks at points by step or by wall time.</summary>
internal readonly record struct SeriesLens(bool IsTime)
{
    /// <summary>From what the store counts (steps, microseconds) to what is asked for (steps, seconds).</summary>
    public double Scale => IsTime ? 1e-6 : 1;

    public IntegerView Of(PointView points) => IsTime ? points.Times : points.Steps;

    public long Least(in IndexEntry entry) => IsTime ? entry.LeastTime : entry.Summary.FirstStep;

    public long Greatest(in IndexEntry entry) => IsTime ? entry.GreatestTime : entry.Summary.LastStep;

    public long First(in PointSummary summary) => IsTime ? summary.FirstTime : summary.FirstStep;

    public long Last(in PointSummary summary) => IsTime ? summary.LastTime : summary.LastStep;

    /// <summary>Whether an entry's summary says all of its points, its first and last by this lens among them.</summary>
    public bool IsTelling(in IndexEntry entry) => entry.IsPlain && (!IsTime || entry.HasSortedTimes);

    /// <summary>The points on the axis, where x goes up with the rows.</summary>
    public PointView Inside(PointView points, BucketAxis axis)
    {
        var xs = Of(points);
        if (points.Count == 0 || (axis.From <= xs[0] * Scale && xs[points.Count - 1] * Scale <= axis.To))
        {
            return points;
        }

        var (start, end) = (0, points.Count);
        for (var high = end; start < high;)
        {
            var middle = (start + high) >>> 1;
            (start, high) = xs[middle] * Scale < axis.From ? (middle + 1, high) : (start, middle);
        }

        for (var low = start; low < end;)
        {
            var middle = (low + end) >>> 1;
            (low, end) = xs[middle] * Scale <= axis.To ? (middle + 1, end) : (low, middle);
        }

        return points.Slice(start, end);
    }

    public bool IsAscending(PointView points)
    {
        var xs = Of(points);
        for (var i = 1; IsTime && i < xs.Count; i++)
        {
            if (xs[i] < xs[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
