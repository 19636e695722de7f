namespace TrainingMonitor.Storage;

/// <summary>Looks at points by step or by wall time.</summary>
internal readonly record struct SeriesLens(bool IsTime)
{
    /// <summary>From what the store counts (steps, microseconds) to what is asked for (steps, seconds).</summary>
    public double Scale => IsTime ? 1e-6 : 1;

    public ReadOnlySpan<long> Of(PointColumns points) => IsTime ? points.Times : points.Steps;

    public long Least(in IndexEntry entry) => IsTime ? entry.LeastTime : entry.Summary.FirstStep;

    public long Greatest(in IndexEntry entry) => IsTime ? entry.GreatestTime : entry.Summary.LastStep;

    public long First(in PointSummary summary) => IsTime ? summary.FirstTime : summary.FirstStep;

    public long Last(in PointSummary summary) => IsTime ? summary.LastTime : summary.LastStep;

    /// <summary>Whether an entry's summary says all of its points, its first and last by this lens among them.</summary>
    public bool IsTelling(in IndexEntry entry) => entry.IsPlain && (!IsTime || entry.HasSortedTimes);
}
