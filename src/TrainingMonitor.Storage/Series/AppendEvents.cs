using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What a batch gives reason to say, in the transaction that stores it.</summary>
internal readonly struct AppendEvents(WriteScope scope, RunEntry entry, AppendPlan plan, PointBatch batch)
{
    public void Tell()
    {
        foreach (var (metric, column, _) in plan.Columns)
        {
            if (!metric.HasNonFinite && FirstNonFinite(column) is { } row)
            {
                metric.HasNonFinite = true;
                Add(EventKind.NonFinite, EventLevel.Warning, $"{metric.Name} became {NameOf(column.Values[row])} at step {plan.Steps[row]}");
            }
        }

        if (batch.Lost > 0)
        {
            entry.Next = entry.Next! with { Run = entry.Next.Run with { PointsLost = entry.Next.Run.PointsLost + batch.Lost } };
            RunChanges.Save(scope, entry);
            Add(EventKind.PointsLost, EventLevel.Warning, $"{batch.Writer ?? "a writer"} had to thin away {batch.Lost} points before sending");
        }

        if (plan.MetricsOverLimit > 0 && !entry.Series.LimitTold)
        {
            entry.Series.LimitTold = true;
            Add(EventKind.MetricLimit, EventLevel.Warning, $"the run has {entry.Series.Metrics.Count} metrics, the most it may have: new ones are not stored");
        }
    }

    private static string NameOf(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private int? FirstNonFinite(MetricColumn column)
    {
        for (var row = 0; row < batch.Rows; row++)
        {
            if (!double.IsFinite(column.Values[row]) && column.Has(row))
            {
                return row;
            }
        }

        return null;
    }

    private void Add(EventKind kind, EventLevel level, string message) =>
        EventStore.Tell(scope, entry, EventStore.Make(entry.Now.Run.Id, scope.Now, kind, level, message));
}
