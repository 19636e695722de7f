namespace TrainingMonitor.Storage;

/// <summary>
/// The points of one metric in an open tail at one moment: references and counts taken under the gate, read without it,
/// because what has been written in a tail never changes.
/// </summary>
internal readonly struct TailSnapshot
{
    private readonly long[] _steps;
    private readonly long[] _times;
    private readonly double[] _values;
    private readonly int[]? _rows;
    private readonly int _firstRow;
    private readonly int _count;

    /// <summary>To be called under the gate of the run.</summary>
    public TailSnapshot(Tail tail, TailColumn column)
    {
        (_steps, _times, _values) = (tail.Steps, tail.Times, column.Values);
        (_rows, _firstRow, _count) = (column.Rows, column.FirstRow, column.Count);
    }

    public PointColumns Read()
    {
        if (_rows is null)
        {
            return new PointColumns(_steps.AsMemory(_firstRow, _count), _times.AsMemory(_firstRow, _count), _values.AsMemory(0, _count)).Sorted();
        }

        var (steps, times) = (new long[_count], new long[_count]);
        for (var i = 0; i < _count; i++)
        {
            steps[i] = _steps[_rows[i]];
            times[i] = _times[_rows[i]];
        }

        return new PointColumns(steps, times, _values.AsMemory(0, _count)).Sorted();
    }
}
