using System.Runtime.InteropServices;

namespace TrainingMonitor.Storage;

/// <summary>Points of one series in step order, arrival order within a step. Never changed once made, so it may be shared.</summary>
internal sealed class PointColumns(ReadOnlyMemory<long> steps, ReadOnlyMemory<long> times, ReadOnlyMemory<double> values)
{
    public static PointColumns Empty { get; } = new(default, default, default);

    public int Count => values.Length;

    public ReadOnlySpan<long> Steps => steps.Span;

    public ReadOnlySpan<long> Times => times.Span;

    public ReadOnlySpan<double> Values => values.Span;

    /// <summary>The columns as arrays, not copied where they are arrays: they are read and never changed.</summary>
    public long[] StepsAsArray => Whole(steps);

    public long[] TimesAsArray => Whole(times);

    public double[] ValuesAsArray => Whole(values);

    public PointView View => new(new IntegerView(Steps), new IntegerView(Times), Values);

    public PointColumns Pick(int[] rows) => new(Pick(Steps, rows), Pick(Times, rows), Pick(Values, rows));

    /// <summary>Several pieces in arrival order as one, in step order.</summary>
    public static PointColumns Join(IReadOnlyList<PointColumns> pieces)
    {
        if (pieces.Count <= 1)
        {
            return pieces.Count == 0 ? Empty : pieces[0];
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

        return new PointColumns(steps, times, values).Sorted();
    }

    /// <summary>This, or a copy in step order when it is not; equal steps keep their order.</summary>
    public PointColumns Sorted()
    {
        var ordered = Steps;
        var isSorted = true;
        for (var i = 1; i < ordered.Length && isSorted; i++)
        {
            isSorted = ordered[i] >= ordered[i - 1];
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
        var keys = steps;
        Array.Sort(order, (a, b) => keys.Span[a] == keys.Span[b] ? a.CompareTo(b) : keys.Span[a].CompareTo(keys.Span[b]));
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

    private static T[] Whole<T>(ReadOnlyMemory<T> column) =>
        MemoryMarshal.TryGetArray(column, out var part) && part.Array is { } array && array.Length == part.Count ? array : column.ToArray();
}
