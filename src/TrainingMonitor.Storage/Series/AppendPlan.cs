using System.Numerics;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What of a batch will be stored: rows with real steps, the metrics that the run may still take, and why not the rest.</summary>
internal sealed class AppendPlan
{
    private const long GreatestStep = 1L << 53;

    private readonly PointBatch _batch;
    private readonly StoredColumn[] _columns;
    private List<RejectedPoint>? _rejected;
    private int _taken;

    public AppendPlan(RunSeries series, PointBatch batch, DataStoreOptions options)
    {
        _batch = batch;
        LastStep = ResolveSteps(series, batch);
        var columns = new StoredColumn[batch.Metrics.Length];
        foreach (var column in batch.Metrics)
        {
            Take(series, column, options.MaxMetricsPerRun, columns);
        }

        _columns = _taken == columns.Length ? columns : columns[.._taken];
    }

    public ReadOnlySpan<long> Steps => _batch.Steps.AsSpan(0, _batch.Rows);

    public long? LastStep { get; }

    public long Accepted { get; private set; }

    public ReadOnlySpan<StoredColumn> Columns => _columns;

    /// <summary>Metrics that were refused because the run has as many as it may have.</summary>
    public int MetricsOverLimit { get; private set; }

    public static long Count(PointBatch batch) => batch.Metrics.Sum(column => (long)Count(column, batch.Rows));

    public StoredBatch ToStored(int segment, long cursor, Instant now) => new()
    {
        Segment = segment,
        Cursor = cursor,
        ArrivedAt = now.Microseconds,
        Writer = _batch.Writer,
        Seq = _batch.Seq,
        Accepted = Accepted,
        Rejected = _rejected ?? _batch.Rejected,
        Lost = _batch.Lost,
        Rows = _batch.Rows,
        Steps = _batch.Steps,
        Times = _batch.Times,
        Columns = _columns,
    };

    /// <summary>The batch as it is told to viewers; the same object where all of it was stored as it came.</summary>
    public PointBatch Told() => _columns.Length == _batch.Metrics.Length
        ? _batch
        : new PointBatch
        {
            Rows = _batch.Rows,
            Steps = _batch.Steps,
            Times = _batch.Times,
            Metrics = [.. _columns.Select(stored => stored.Column)],
            Writer = _batch.Writer,
            Seq = _batch.Seq,
            Rank = _batch.Rank,
        };

    private static int Count(MetricColumn column, int rows)
    {
        if (column.Present is null)
        {
            return rows;
        }

        var count = 0;
        for (var word = 0; word < rows >> 6; word++)
        {
            count += BitOperations.PopCount(column.Present[word]);
        }

        var left = rows & 63;
        return left == 0 ? count : count + BitOperations.PopCount(column.Present[rows >> 6] & ((1UL << left) - 1));
    }

    private void Take(RunSeries series, MetricColumn column, int mostMetrics, StoredColumn[] columns)
    {
        var count = Count(column, _batch.Rows);
        if (count == 0)
        {
            return;
        }

        if (series.Find(column.Name) is null && series.Metrics.Count >= mostMetrics)
        {
            MetricsOverLimit++;
            var first = 0;
            while (!column.Has(first))
            {
                first++;
            }

            _rejected ??= [.. _batch.Rejected];
            _rejected.Add(new RejectedPoint(
                first, column.Name, $"the run has {mostMetrics} metrics, the most it may have; {count} points of a new one were not stored"));
            return;
        }

        columns[_taken++] = new StoredColumn(series.FindOrAdd(column.Name), column, count);
        Accepted += count;
    }

    /// <summary>Gives rows without a step theirs, in place; the answer is the greatest step of all.</summary>
    private static long? ResolveSteps(RunSeries series, PointBatch batch)
    {
        var last = series.PendingStep;
        foreach (ref var step in batch.Steps.AsSpan(0, batch.Rows))
        {
            if (step == PointBatch.NextStep)
            {
                // Behind the greatest step there is no other: what is logged then shares it.
                step = last is { } known ? Math.Min(known + 1, GreatestStep) : 0;
            }

            last = last is { } before && before > step ? before : step;
        }

        return last;
    }
}
