using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// The values of one metric in an open tail, in arrival order, each with the row of the tail that holds its step and time.
/// Arrays only ever grow by being replaced, and what was written stays, so a reader that has taken the references and the
/// count under the gate reads on without it.
/// </summary>
internal sealed class TailColumn(MetricState metric)
{
    private int[]? _rows;
    private int _firstRow;

    public MetricState Metric { get; } = metric;

    public double[] Values { get; private set; } = [];

    public int Count { get; private set; }

    /// <summary>The row of each value; null when they are consecutive from <see cref="FirstRow"/>.</summary>
    public int[]? Rows => _rows;

    public int FirstRow => _firstRow;

    public int RowOf(int index) => _rows is null ? _firstRow + index : _rows[index];

    public void Append(MetricColumn column, int rows, int baseRow)
    {
        if (column.Present is null)
        {
            AppendDense(column.Values.AsSpan(0, rows), baseRow);
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            if (column.Has(row))
            {
                AppendOne(column.Values[row], baseRow + row);
            }
        }
    }

    private void AppendDense(ReadOnlySpan<double> values, int baseRow)
    {
        Grow(values.Length);
        if (Count == 0 && _rows is null)
        {
            _firstRow = baseRow;
        }
        else if (_rows is null && _firstRow + Count != baseRow)
        {
            ListRows();
        }

        values.CopyTo(Values.AsSpan(Count));
        if (_rows is not null)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _rows[Count + i] = baseRow + i;
            }
        }

        Count += values.Length;
    }

    private void AppendOne(double value, int row)
    {
        Grow(1);
        if (Count == 0 && _rows is null)
        {
            _firstRow = row;
        }
        else if (_rows is null && _firstRow + Count != row)
        {
            ListRows();
        }

        Values[Count] = value;
        if (_rows is not null)
        {
            _rows[Count] = row;
        }

        Count++;
    }

    private void ListRows()
    {
        var rows = new int[Values.Length];
        for (var i = 0; i < Count; i++)
        {
            rows[i] = _firstRow + i;
        }

        _rows = rows;
    }

    private void Grow(int more)
    {
        if (Count + more <= Values.Length)
        {
            return;
        }

        var size = Math.Max(Math.Max(Values.Length * 2, 16), Count + more);
        var values = new double[size];
        Values.AsSpan(0, Count).CopyTo(values);
        Values = values;
        if (_rows is not null)
        {
            Array.Resize(ref _rows, size);
        }
    }
}
