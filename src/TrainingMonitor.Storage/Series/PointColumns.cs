namespace TrainingMonitor.Storage;

/// <summary>Points of one series in step order, arrival order within a step. Never changed once made, so it may be shared.</summary>
internal sealed class PointColumns(long[] steps, long[] times, double[] values, int count)
{
    public static PointColumns Empty { get; } = new([], [], [], 0);

    public int Count { get; } = count;

    public ReadOnlySpan<long> Steps => steps.AsSpan(0, Count);

    public ReadOnlySpan<long> Times => times.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => values.AsSpan(0, Count);

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
            (low, high) = steps[middle] < cut ? (middle + 1, high) : (low, middle);
        }

        return new PointColumns(steps, times, values, low);
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
            isSorted = steps[i] >= steps[i - 1];
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
        Array.Sort(order, (a, b) => steps[a] == steps[b] ? a.CompareTo(b) : steps[a].CompareTo(steps[b]));
        return new PointColumns(Pick(steps, order), Pick(times, order), Pick(values, order), Count);
    }

    private static T[] Pick<T>(T[] from, int[] order)
    {
        var picked = new T[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            picked[i] = from[order[i]];
        }

        return picked;
    }
}
