using System.Numerics;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What of a batch will be stored: rows with real steps, the metrics that the run may still take, and why not the rest.</summary>
internal sealed class AppendPlan
{
    private readonly PointBatch _batch;
    private readonly List<StoredColumn> _columns = [];
    private readonly List<RejectedPoint> _rejected;
    private readonly long[] _steps;

    public AppendPlan(RunSeries series, PointBatch batch, DataStoreOptions options)
    {
        _batch = batch;
        _rejected = [.. batch.Rejected];
        _steps = ResolveSteps(series, batch);
        foreach (var column in batch.Metrics)
        {
            Take(series, column, options.MaxMetricsPerRun);
        }
    }

    public ReadOnlySpan<long> Steps => _steps.AsSpan(0, _batch.Rows);

    public long? LastStep { get; private set; }

    public long Accepted { get; private set; }

    public IReadOnlyList<StoredColumn> Columns => _columns;

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
        Rejected = _rejected,
        Lost = _batch.Lost,
        Rows = _batch.Rows,
        Steps = _steps,
        Times = _batch.Times,
        Columns = _columns,
    };

    /// <summary>The batch as it is told to viewers; the same object where all of it was stored as it came.</summary>
    public PointBatch Told() => _columns.Count == _batch.Metrics.Count && ReferenceEquals(_steps, _batch.Steps)
        ? _batch
        : new PointBatch
        {
            Rows = _batch.Rows,
            Steps = _steps,
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

    private void Take(RunSeries series, MetricColumn column, int mostMetrics)
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

            _rejected.Add(new RejectedPoint(
                first, column.Name, $"the run has {mostMetrics} metrics, the most it may have; {count} points of a new one were not stored"));
            return;
        }

        _columns.Add(new StoredColumn(series.FindOrAdd(column.Name), column, count));
        Accepted += count;
    }

    private long[] ResolveSteps(RunSeries series, PointBatch batch)
    {
        var steps = batch.Steps;
        var last = series.PendingStep;
        for (var row = 0; row < batch.Rows; row++)
        {
            if (steps[row] == PointBatch.NextStep)
            {
                if (ReferenceEquals(steps, batch.Steps))
                {
                    steps = batch.Steps.AsSpan(0, batch.Rows).ToArray();
                }

                steps[row] = last is { } known ? known + 1 : 0;
            }

            last = last is { } before && before > steps[row] ? before : steps[row];
        }

        LastStep = last;
        return steps;
    }
}
