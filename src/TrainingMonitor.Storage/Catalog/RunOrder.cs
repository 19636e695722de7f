using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>Sorts runs by one of their fields, a config value or a metric; what is missing comes last, ties by age.</summary>
internal static class RunOrder
{
    public static void Sort(RunEntry[] runs, string sort, RunColumns columns)
    {
        var isDescending = sort.StartsWith('-');
        var key = isDescending ? sort[1..] : sort;
        var valueOf = ValueOf(key, runs, columns);
        var keys = new (RunValue Value, long Number)[runs.Length];
        for (var i = 0; i < runs.Length; i++)
        {
            keys[i] = (valueOf(runs[i]), runs[i].Number);
        }

        Array.Sort(keys, runs, Comparer<(RunValue Value, long Number)>.Create((a, b) => Compare(a, b, isDescending)));
    }

    private static int Compare((RunValue Value, long Number) a, (RunValue Value, long Number) b, bool isDescending)
    {
        if (a.Value.IsNone || b.Value.IsNone)
        {
            return a.Value.IsNone == b.Value.IsNone ? b.Number.CompareTo(a.Number) : a.Value.IsNone ? 1 : -1;
        }

        var order = a.Value.CompareTo(b.Value);
        return order == 0 ? b.Number.CompareTo(a.Number) : isDescending ? -order : order;
    }

    private static Func<RunEntry, RunValue> ValueOf(string key, RunEntry[] runs, RunColumns columns)
    {
        if (key.StartsWith("config.", StringComparison.Ordinal))
        {
            var config = columns.OfConfig(key["config.".Length..], runs);
            return entry => config[entry];
        }

        if (key.StartsWith("metric.", StringComparison.Ordinal))
        {
            var (name, field) = MetricKey.Parse(key["metric.".Length..]);
            var metric = columns.OfMetric(name, field, runs);
            return entry => metric[entry];
        }

        return entry => OfField(entry, key);
    }

    private static double? Pace(RunEntry entry)
    {
        lock (entry.Series.Gate)
        {
            return entry.Now.Run.Status == RunStatus.Running ? entry.Series.Rate.SecondsPerStep : null;
        }
    }

    private static RunValue OfField(RunEntry entry, string field)
    {
        var run = entry.Now.Run;
        return field switch
        {
            "id" => RunValue.Of(run.Id),
            "name" => RunValue.Of(run.Name),
            "project" => RunValue.Of(run.Project),
            "status" => RunValue.Of(WireWord<RunStatus>.Of(run.Status)),
            "group" => RunValue.Of(run.Group),
            "notes" => RunValue.Of(run.Notes),
            "created_at" => RunValue.Of(run.CreatedAt.Microseconds),
            "queued_at" => RunValue.Of(run.QueuedAt?.Microseconds),
            "started_at" => RunValue.Of(run.StartedAt?.Microseconds),
            "ended_at" => RunValue.Of(run.EndedAt?.Microseconds),
            "updated_at" => RunValue.Of(run.UpdatedAt.Microseconds),
            "heartbeat_at" => RunValue.Of(entry.HeartbeatAt?.Microseconds),
            "total_steps" => RunValue.Of(run.TotalSteps),
            "epochs" => RunValue.Of(run.Epochs),
            "attempt" => RunValue.Of(run.Attempt),
            "segment" => RunValue.Of(run.Segment),
            "exit_code" => RunValue.Of(run.ExitCode),
            "step" => RunValue.Of(entry.Series.LastStep),
            "step_rate" => RunValue.Of(Pace(entry) is > 0 and var seconds ? 1 / seconds : null),
            "eta_seconds" => RunValue.Of(Pace(entry) is { } each && run.TotalSteps is { } all && entry.Series.LastStep is { } at ? Math.Max(0, all - at) * each : null),
            "epoch" => RunValue.OfMetric(entry, "epoch", MetricField.Latest) is { IsNone: false } logged ? logged
                : RunValue.Of(run.StepsPerEpoch is > 0 and var size && entry.Series.LastStep is { } last ? Math.Max(1, Math.Floor((last - 1) / (double)size) + 1) : null),
            "is_simulated" => RunValue.Of(run.IsSimulated ? 1 : 0),
            "steps_per_epoch" => RunValue.Of(run.StepsPerEpoch),
            "parent_run_id" => RunValue.Of(run.ParentRunId),
            "parent_step" => RunValue.Of(run.ParentStep),
            "retry_of" => RunValue.Of(run.RetryOf),
            "error" => RunValue.Of(run.Error),
            "points_lost" => RunValue.Of(run.PointsLost),
            "cursor" => RunValue.Of(entry.Cursor),
            "progress" => RunValue.Of(run.TotalSteps is > 0 ? 100.0 * entry.Series.LastStep / run.TotalSteps : null),
            _ => RunValue.None,
        };
    }
}
