using System.Runtime.InteropServices;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>An open tail at one moment, for the sealer: what had been written then never changes.</summary>
internal sealed class TailView
{
    /// <summary>To be made under the gate of the run.</summary>
    public TailView(Tail tail)
    {
        (Segment, Rows, Steps, Times, IsSorted) = (tail.Segment, tail.Rows, tail.Steps, tail.Times, tail.IsSorted);
        Columns = [.. tail.Columns.Select(column => new TailColumnView(column.Metric, column.Values, column.Rows, column.FirstRow, column.Count))];
    }

    public int Segment { get; }

    public int Rows { get; }

    public long[] Steps { get; }

    public long[] Times { get; }

    public bool IsSorted { get; }

    public IReadOnlyList<TailColumnView> Columns { get; }

    /// <summary>What came into <paramref name="tail"/> since, as batches, one for each set of metrics that came together.</summary>
    public void MoveRest(Tail tail, Tail target)
    {
        if (tail.Rows == Rows)
        {
            return;
        }

        var seen = Columns.ToDictionary(column => column.Metric.Number, column => column.Count);
        var rows = tail.Rows - Rows;
        var columns = new List<StoredColumn>();
        foreach (var column in tail.Columns)
        {
            var from = seen.GetValueOrDefault(column.Metric.Number);
            if (column.Count == from)
            {
                continue;
            }

            var (values, present) = (new double[rows], new ulong[(rows + 63) / 64]);
            for (var i = from; i < column.Count; i++)
            {
                var row = column.RowOf(i) - Rows;
                values[row] = column.Values[i];
                present[row >> 6] |= 1UL << (row & 63);
            }

            var count = column.Count - from;
            columns.Add(new StoredColumn(column.Metric, new MetricColumn(column.Metric.Name, values, count == rows ? null : present), count));
        }

        target.Append(tail.Steps.AsSpan(Rows, rows), tail.Times.AsSpan(Rows, rows), CollectionsMarshal.AsSpan(columns));
    }
}

internal sealed record TailColumnView(MetricState Metric, double[] Values, int[]? RowList, int FirstRow, int Count)
{
    public int RowOf(int index) => RowList is null ? FirstRow + index : RowList[index];

    public bool HasSameRows(TailColumnView other)
    {
        if (Count != other.Count || RowOf(0) != other.RowOf(0) || RowOf(Count - 1) != other.RowOf(Count - 1))
        {
            return false;
        }

        if (RowList is null && other.RowList is null)
        {
            return true;
        }

        for (var i = 1; i < Count; i++)
        {
            if (RowOf(i) != other.RowOf(i))
            {
                return false;
            }
        }

        return true;
    }
}
