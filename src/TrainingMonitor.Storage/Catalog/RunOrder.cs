using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>Orders runs by one of their fields, a config value or a metric; what is missing comes last, ties by age.</summary>
internal static class RunOrder
{
    /// <summary>Fields that change by the clock or a heartbeat; all others change only with the run's cursor.</summary>
    private static readonly string[] Moving = ["heartbeat_at", "step_rate", "eta_seconds"];

    /// <summary>The first <paramref name="count"/> of the runs in order. Far fewer than there are need no sort of all.</summary>
    public static int[] First(ReadOnlySpan<int> slots, int count, string sort, RunColumns columns)
    {
        var isDescending = sort.StartsWith('-');
        var order = new Order(isDescending);
        var valueOf = ValueOf(isDescending ? sort[1..] : sort, columns);
        if (count > slots.Length / 8)
        {
            var keys = new Key[slots.Length];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = new Key(valueOf(slots[i]), slots[i]);
            }

            Array.Sort(keys, order);
            return Array.ConvertAll(keys[..count], key => key.Slot);
        }

        // The worst of the best so far is on top, and goes when a better one comes.
        var best = new PriorityQueue<int, Key>(count, new Reverse(order));
        foreach (var slot in slots)
        {
            var key = new Key(valueOf(slot), slot);
            if (best.Count < count)
            {
                best.Enqueue(slot, key);
            }
            else if (count > 0 && best.TryPeek(out _, out var worst) && order.Compare(key, worst) < 0)
            {
                best.DequeueEnqueue(slot, key);
            }
        }

        var first = new int[best.Count];
        for (var i = first.Length - 1; i >= 0; i--)
        {
            first[i] = best.Dequeue();
        }

        return first;
    }

    private static Func<int, RunValue> ValueOf(string key, RunColumns columns)
    {
        if (key.StartsWith("config.", StringComparison.Ordinal))
        {
            return columns.OfConfig(key["config.".Length..]).At;
        }

        if (key.StartsWith("metric.", StringComparison.Ordinal))
        {
            var (name, field) = MetricKey.Parse(key["metric.".Length..]);
            return columns.OfMetric(name, field).At;
        }

        return Moving.Contains(key)
            ? slot => columns.Entries[slot] is { } entry ? OfField(entry, key) : RunValue.None
            : columns.OfField(key, entry => OfField(entry, key)).At;
    }

    /// <summary>Slots are given in the order of age.</summary>
    private readonly record struct Key(RunValue Value, int Slot);

    private sealed class Order(bool isDescending) : IComparer<Key>
    {
        public int Compare(Key a, Key b)
        {
            if (a.Value.IsNone || b.Value.IsNone)
            {
                return a.Value.IsNone == b.Value.IsNone ? b.Slot.CompareTo(a.Slot) : a.Value.IsNone ? 1 : -1;
            }

            var order = a.Value.CompareTo(b.Value);
            return order == 0 ? b.Slot.CompareTo(a.Slot) : isDescending ? -order : order;
        }
    }

    private sealed class Reverse(IComparer<Key> order) : IComparer<Key>
    {
        public int Compare(Key a, Key b) => order.Compare(b, a);
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
