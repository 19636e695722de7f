using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The metrics of a tail that have a value in exactly the same rows: they share steps and times, in step order.</summary>
internal sealed class TailGroup
{
    private readonly TailView _tail;
    private readonly List<TailColumnView> _columns = [];
    private int[]? _order;

    private TailGroup(TailView tail, TailColumnView first)
    {
        _tail = tail;
        _columns.Add(first);
    }

    public int Count => _columns[0].Count;

    public IReadOnlyList<TailColumnView> Columns => _columns;

    public long[] Steps { get; private set; } = [];

    public long[] Times { get; private set; } = [];

    public static List<TailGroup> Of(TailView tail)
    {
        var byShape = new Dictionary<(int, int, int), List<TailGroup>>();
        var groups = new List<TailGroup>();
        foreach (var column in tail.Columns)
        {
            var shape = (column.Count, column.RowOf(0), column.RowOf(column.Count - 1));
            if (!byShape.TryGetValue(shape, out var alike))
            {
                byShape[shape] = alike = [];
            }

            if (alike.Find(group => group._columns[0].HasSameRows(column)) is { } group)
            {
                group._columns.Add(column);
            }
            else
            {
                var added = new TailGroup(tail, column);
                alike.Add(added);
                groups.Add(added);
            }
        }

        return groups;
    }

    /// <summary>Puts steps and times together, and finds the step order.</summary>
    public void Arrange()
    {
        var first = _columns[0];
        (Steps, Times) = (new long[Count], new long[Count]);
        for (var i = 0; i < Count; i++)
        {
            var row = first.RowOf(i);
            (Steps[i], Times[i]) = (_tail.Steps[row], _tail.Times[row]);
        }

        if (_tail.IsSorted)
        {
            return;
        }

        _order = [.. Enumerable.Range(0, Count)];
        var steps = Steps;

        // The index breaks ties, which makes an unstable sort stable.
        Array.Sort(_order, (a, b) => steps[a] == steps[b] ? a.CompareTo(b) : steps[a].CompareTo(steps[b]));
        Steps = [.. _order.Select(i => steps[i])];
        var times = Times;
        Times = [.. _order.Select(i => times[i])];
    }

    /// <summary>Values of one metric in step order.</summary>
    public ReadOnlySpan<double> Values(TailColumnView column, int start, int count, Span<double> work)
    {
        if (_order is null)
        {
            return column.Values.AsSpan(start, count);
        }

        for (var i = 0; i < count; i++)
        {
            work[i] = column.Values[_order[start + i]];
        }

        return work[..count];
    }

    /// <summary>The rows from <paramref name="start"/> on, to stay in the tail.</summary>
    public StoredBatch Rest(int start, long cursor)
    {
        var rows = Count - start;
        return new StoredBatch
        {
            Segment = _tail.Segment,
            Cursor = cursor,
            ArrivedAt = 0,
            Writer = null,
            Seq = 0,
            Accepted = 0,
            Rejected = [],
            Lost = 0,
            Rows = rows,
            Steps = Steps[start..],
            Times = Times[start..],
            Columns = [.. _columns.Select(column => new StoredColumn(
                column.Metric, new MetricColumn(column.Metric.Name, Values(column, start, rows, new double[rows]).ToArray(), null), rows))],
        };
    }
}
