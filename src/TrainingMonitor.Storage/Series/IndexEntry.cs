namespace TrainingMonitor.Storage;

/// <summary>One entry of the pyramid: what is known of the points of a chunk, or of a full node one level below.</summary>
internal struct IndexEntry
{
    /// <summary>A chunk's number at level 0, a node's number above.</summary>
    public long Child;
    public PointSummary Summary;
    public long LeastTime;
    public long GreatestTime;

    /// <summary>The children follow one another in steps, and the first and the last point are finite: the summary may stand for them.</summary>
    public bool IsPlain;

    /// <summary>Wall times go up with the rows.</summary>
    public bool HasSortedTimes;

    public static IndexEntry OfChunk(long chunk, ReadOnlySpan<long> steps, ReadOnlySpan<long> times, ReadOnlySpan<double> values)
    {
        var (least, greatest, isSorted) = (times[0], times[0], true);
        for (var i = 1; i < times.Length; i++)
        {
            isSorted &= times[i] >= times[i - 1];
            least = Math.Min(least, times[i]);
            greatest = Math.Max(greatest, times[i]);
        }

        return new IndexEntry
        {
            Child = chunk,
            Summary = PointSummary.Of(steps, times, values),
            LeastTime = least,
            GreatestTime = greatest,
            IsPlain = double.IsFinite(values[0]) && double.IsFinite(values[^1]),
            HasSortedTimes = isSorted,
        };
    }

    public static IndexEntry OfNode(long node, ReadOnlySpan<IndexEntry> entries)
    {
        var whole = entries[0];
        whole.Child = node;
        foreach (ref readonly var entry in entries[1..])
        {
            ref readonly var next = ref entry.Summary;
            whole.IsPlain &= entry.IsPlain && next.FirstStep >= whole.Summary.LastStep;
            whole.HasSortedTimes &= entry.HasSortedTimes && next.FirstTime >= whole.Summary.LastTime;
            whole.LeastTime = Math.Min(whole.LeastTime, entry.LeastTime);
            whole.GreatestTime = Math.Max(whole.GreatestTime, entry.GreatestTime);
            whole.Summary.Join(next);
        }

        return whole;
    }
}
