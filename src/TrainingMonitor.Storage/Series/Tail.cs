namespace TrainingMonitor.Storage;

/// <summary>
/// The points of one segment of one run that are on disk raw and not yet in chunks, as a table: rows of step and time in
/// arrival order, and the values of each metric that point to their rows. Changed under the gate of its run.
/// </summary>
internal sealed class Tail(int segment)
{
    private readonly Dictionary<int, TailColumn> _columns = [];

    public int Segment { get; } = segment;
    public int Rows { get; private set; }
    public long[] Steps { get; private set; } = [];
    public long[] Times { get; private set; } = [];
    public long Values { get; private set; }

    /// <summary>Whether row order is step order.</summary>
    public bool IsSorted { get; private set; } = true;

    /// <summary>The most points that any metric has.</summary>
    public int Longest { get; private set; }

    public IReadOnlyCollection<TailColumn> Columns => _columns.Values;

    public TailColumn? Column(int metric) => _columns.GetValueOrDefault(metric);

    public void Append(StoredBatch batch) =>
        Append(batch.Steps.AsSpan(0, batch.Rows), batch.Times.AsSpan(0, batch.Rows), batch.Columns);

    public void Append(ReadOnlySpan<long> steps, ReadOnlySpan<long> times, ReadOnlySpan<StoredColumn> columns)
    {
        Grow(steps.Length);
        steps.CopyTo(Steps.AsSpan(Rows));
        times.CopyTo(Times.AsSpan(Rows));
        for (var row = Math.Max(1, Rows); IsSorted && row < Rows + steps.Length; row++)
        {
            IsSorted = Steps[row] >= Steps[row - 1];
        }

        foreach (var (metric, column, count) in columns)
        {
            if (!_columns.TryGetValue(metric.Number, out var tail))
            {
                _columns[metric.Number] = tail = new TailColumn(metric);
            }

            tail.Append(column, steps.Length, Rows);
            Longest = Math.Max(Longest, tail.Count);
            Values += count;
        }

        Rows += steps.Length;
    }

    private void Grow(int more)
    {
        if (Rows + more <= Steps.Length)
        {
            return;
        }

        var size = Math.Max(Math.Max(Steps.Length * 2, 16), Rows + more);
        Steps = Larger(Steps, size);
        Times = Larger(Times, size);
    }

    private long[] Larger(long[] old, int size)
    {
        var larger = new long[size];
        old.AsSpan(0, Rows).CopyTo(larger);
        return larger;
    }
}
