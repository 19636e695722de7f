namespace TrainingMonitor.Storage;

/// <summary>Points of one series in step order, arrival order within a step. Never changed once made, so it may be shared.</summary>
internal sealed class PointColumns(long[] steps, long[] times, double[] values, int count, int start = 0)
{
    public static PointColumns Empty { get; } = new([], [], [], 0);

    public int Count { get; } = count;

    public ReadOnlySpan<long> Steps => steps.AsSpan(start, Count);

    public ReadOnlySpan<long> Times => times.AsSpan(start, Count);

    public ReadOnlySpan<double> Values => values.AsSpan(start, Count);

    public PointColumns Slice(int from, int to) =>
        from == 0 && to == Count ? this : new PointColumns(steps, times, values, to - from, start + from);

    public PointColumns Pick(int[] rows) => new(Pick(Steps, rows), Pick(Times, rows), Pick(Values, rows), rows.Length);

    /// <summary>The points before the first step that a later segment has taken over.</summary>
    public PointColumns Before(long cut)
    {
        if (Count == 0 || Steps[^1] < cut)
        {
            return this;
        }

        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Steps[middle] < cut ? (middle + 1, high) : (low, middle);
        }

        return Slice(0, low);
    }

    /// <summary>Several pieces in arrival order as one, in step order.</summary>
    public static PointColumns Join(IReadOnlyList<PointColumns> pieces)
    {
        if (pieces.Count == 1)
        {
            return pieces[0];
        }

        var count = pieces.Sum(piece => piece.Count);
        var (steps, times, values) = (new long[count], new long[count], new double[count]);
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.Steps.CopyTo(steps.AsSpan(at));
            piece.Times.CopyTo(times.AsSpan(at));
            piece.Values.CopyTo(values.AsSpan(at));
            at += piece.Count;
        }

        return new PointColumns(steps, times, values, count).Sorted();
    }

    /// <summary>This, or a copy in step order when it is not; equal steps keep their order.</summary>
    public PointColumns Sorted()
    {
        var isSorted = true;
        for (var i = 1; i < Count && isSorted; i++)
        {
            isSorted = steps[start + i] >= steps[start + i - 1];
        }

        if (isSorted)
        {
            return this;
        }

        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // The index breaks ties, which makes an unstable sort stable.
        Array.Sort(order, (a, b) => steps[start + a] == steps[start + b] ? a.CompareTo(b) : steps[start + a].CompareTo(steps[start + b]));
        return Pick(order);
    }

    private static T[] Pick<T>(ReadOnlySpan<T> from, int[] order)
    {
        var picked = new T[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            picked[i] = from[order[i]];
        }

        return picked;
    }
}
