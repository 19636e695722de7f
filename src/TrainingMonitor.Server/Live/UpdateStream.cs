using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// Sends <c>metric_update</c> to those who asked for one rate: a frame a step while that is no more than the rate
/// in any second, else the newest value of each metric, evenly spaced and marked coalesced.
/// </summary>
internal sealed class UpdateStream(string runId, double maxRate, SlowViewers slow)
{
    private readonly Queue<DateTimeOffset> _sent = [];
    private readonly List<Step> _waiting = [];
    private DateTimeOffset _last;

    public double MaxRate => maxRate;

    public List<Viewer> Viewers { get; } = [];

    public DateTimeOffset? Due => _waiting.Count == 0 ? null : Free(_waiting.Count > 1);

    public void Add(PointsAppended change)
    {
        if (Viewers.Count > 0)
        {
            _waiting.AddRange(Steps(change));
            if (_waiting.Count > 4096)
            {
                // They will be told as one anyway; keep no more than that one.
                var merged = Merge(_waiting);
                _waiting.Clear();
                _waiting.AddRange([merged, merged]);
            }
        }
    }

    public void Flush(DateTimeOffset now)
    {
        while (_sent.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(1))
        {
            _sent.Dequeue();
        }

        var tokens = (int)Math.Floor(Math.Max(1, maxRate)) - _sent.Count;
        if (_waiting.Count == 0 || tokens <= 0)
        {
            return;
        }

        if (_waiting.Count <= tokens)
        {
            foreach (var step in _waiting)
            {
                Send(step, coalesced: false, now);
            }
        }
        else if (now >= Free(spaced: true))
        {
            Send(Merge(_waiting), coalesced: true, now);
        }
        else
        {
            return;
        }

        _waiting.Clear();
    }

    /// <summary>The steps of a batch in arrival order; rows of the same step that follow each other are one.</summary>
    public static IEnumerable<Step> Steps(PointsAppended change)
    {
        var batch = change.Batch;
        Step? open = null;
        for (var row = 0; row < batch.Rows; row++)
        {
            if (open is not null && open.Number != batch.Steps[row])
            {
                yield return open;
                open = null;
            }

            open = (open ?? new Step(change.Cursor, batch.Steps[row], 0, [])) with { Time = batch.Times[row] };
            foreach (var column in batch.Metrics)
            {
                if (column.Has(row))
                {
                    open.Metrics[column.Name] = column.Values[row];
                }
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private DateTimeOffset Free(bool spaced)
    {
        var windowed = _sent.Count >= (int)Math.Floor(Math.Max(1, maxRate)) ? _sent.Peek() + TimeSpan.FromSeconds(1) : default;
        var even = spaced ? _last + TimeSpan.FromSeconds(1 / maxRate) : default;
        return windowed > even ? windowed : even;
    }

    private void Send(Step step, bool coalesced, DateTimeOffset now)
    {
        ReadOnlyMemory<byte>? frame = null;
        foreach (var viewer in Viewers)
        {
            if (slow.MayTell(viewer, _waiting[0].Cursor - 1))
            {
                viewer.Post(frame ??= Frame(runId, step, coalesced));
            }
        }

        _sent.Enqueue(now);
        _last = now;
    }

    public static ReadOnlyMemory<byte> Frame(string runId, Step step, bool coalesced) =>
        Frames.MetricUpdate(runId, step.Cursor, step.Number, step.Time, step.Metrics, coalesced);

    /// <summary>The newest value of each metric, at the newest step.</summary>
    public static Step Merge(IReadOnlyList<Step> steps)
    {
        var newest = steps[0];
        var metrics = new Dictionary<string, double>(steps[0].Metrics);
        foreach (var step in steps.Skip(1))
        {
            newest = step.Number >= newest.Number ? step : newest;
            foreach (var (name, value) in step.Metrics)
            {
                metrics[name] = value;
            }
        }

        return newest with { Cursor = steps[^1].Cursor, Metrics = metrics };
    }

    public sealed record Step(long Cursor, long Number, long Time, Dictionary<string, double> Metrics);
}
