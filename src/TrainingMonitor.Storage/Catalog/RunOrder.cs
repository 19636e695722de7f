using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>Orders runs by one of their fields, a config value or a metric; what is missing comes last, ties by age, the newest first.</summary>
internal sealed class RunOrder
{
    /// <summary>Fields that change by the clock or a heartbeat; all others change only with the run's cursor.</summary>
    private static readonly string[] Moving = ["heartbeat_at", "step_rate", "eta_seconds"];

    private readonly RunColumns _columns;
    private readonly Order _order;
    private readonly Func<int, RunValue> _valueOf;

    public RunOrder(string sort, RunColumns columns)
    {
        var isDescending = sort.StartsWith('-');
        (_columns, _order, _valueOf) = (columns, new Order(isDescending), ValueOf(isDescending ? sort[1..] : sort, columns));
    }

    /// <summary>Leaves the slots that come after the cursor in front, and says how many they are.</summary>
    public int After(Span<int> slots, RunCursor cursor)
    {
        var kept = 0;
        foreach (var slot in slots)
        {
            if (_columns.Entries[slot] is { } entry
                && (_order.Compare(_valueOf(slot), cursor.Value) is var order and not 0 ? order > 0 : entry.Number < cursor.Number))
            {
                slots[kept++] = slot;
            }
        }

        return kept;
    }

    /// <summary>The first <paramref name="count"/> of the runs in order. Far fewer than there are need no sort of all.</summary>
    public Key[] First(ReadOnlySpan<int> slots, int count)
    {
        if (count > slots.Length / 8)
        {
            var keys = new Key[slots.Length];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = new Key(_valueOf(slots[i]), slots[i]);
            }

            Array.Sort(keys, _order);
            return keys[..count];
        }

        // The worst of the best so far is on top, and goes when a better one comes.
        var best = new PriorityQueue<Key, Key>(count, new Reverse(_order));
        foreach (var slot in slots)
        {
            var key = new Key(_valueOf(slot), slot);
            if (best.Count < count)
            {
                best.Enqueue(key, key);
            }
            else if (count > 0 && best.TryPeek(out _, out var worst) && _order.Compare(key, worst) < 0)
            {
                best.DequeueEnqueue(key, key);
            }
        }

        var first = new Key[best.Count];
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
    public readonly record struct Key(RunValue Value, int Slot);

    private sealed class Order(bool isDescending) : IComparer<Key>
    {
        public int Compare(Key a, Key b) => Compare(a.Value, b.Value) is var order and not 0 ? order : b.Slot.CompareTo(a.Slot);

        /// <summary>0 for values between which age decides.</summary>
        public int Compare(RunValue a, RunValue b) =>
            a.IsNone || b.IsNone ? a.IsNone.CompareTo(b.IsNone) : isDescending ? b.CompareTo(a) : a.CompareTo(b);
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

    public static RunValue OfField(RunEntry entry, string field)
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
