namespace TrainingMonitor.Storage;

/// <summary>Integers that are listed, or that follow from the first and a stride.</summary>
internal readonly ref struct IntegerView
{
    private readonly ReadOnlySpan<long> _listed;
    private readonly long _first;
    private readonly long _stride;

    public IntegerView(ReadOnlySpan<long> listed)
    {
        _listed = listed;
        Count = listed.Length;
    }

    public IntegerView(long first, long stride, int count) => (_first, _stride, Count) = (first, stride, count);

    public int Count { get; }

    public long this[int index] => _listed.IsEmpty ? _first + (index * _stride) : _listed[index];

    public IntegerView Slice(int from, int to) =>
        _listed.IsEmpty ? new IntegerView(_first + (from * _stride), _stride, to - from) : new IntegerView(_listed[from..to]);

    public long[] ToArray()
    {
        if (!_listed.IsEmpty)
        {
            return _listed.ToArray();
        }

        var array = new long[Count];
        for (var i = 0; i < array.Length; i++)
        {
            array[i] = _first + (i * _stride);
        }

        return array;
    }
}

/// <summary>Points in step order, arrival order within a step, as long as whoever holds their memory does.</summary>
internal readonly ref struct PointView(IntegerView steps, IntegerView times, ReadOnlySpan<double> values)
{
    public IntegerView Steps { get; } = steps;

    public IntegerView Times { get; } = times;

    public ReadOnlySpan<double> Values { get; } = values;

    public int Count => Values.Length;

    public PointView Slice(int from, int to) => new(Steps.Slice(from, to), Times.Slice(from, to), Values[from..to]);

    public PointView Within(StepWindow window)
    {
        if (Count == 0 || (Steps[0] >= window.Since && Steps[Count - 1] < window.Until))
        {
            return this;
        }

        // A later segment may have taken over before the window begins.
        var start = Before(window.Since);
        return Slice(start, Math.Max(start, Before(window.Until)));
    }

    public PointColumns Copy() => new(Steps.ToArray(), Times.ToArray(), Values.ToArray());

    /// <summary>How many points come before a step.</summary>
    private int Before(long step)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Steps[middle] < step ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
