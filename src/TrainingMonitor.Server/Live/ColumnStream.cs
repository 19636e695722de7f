using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// Sends every point of one run to those who asked for columns: at once when it is quiet, and what arrives within
/// one interval together, so that a thousand small batches a second do not become a thousand frames. While someone
/// reads the run's history, each change is a frame of its own: the cursor of the reading may lie between any two.
/// </summary>
internal sealed class ColumnStream(string runId, TimeSpan interval, SlowViewers slow)
{
    private readonly List<PointsAppended> _waiting = [];
    private DateTimeOffset _next;
    private int _readings;
    private long _cut;

    public List<Viewer> Viewers { get; } = [];

    public DateTimeOffset? Due => _waiting.Count == 0 ? null : _next;

    public void Add(PointsAppended change, DateTimeOffset now)
    {
        if (Viewers.Count == 0)
        {
            return;
        }

        if (_waiting.Count > 0 && (_readings > 0 || _waiting[^1].Cursor <= _cut))
        {
            Flush(now, force: true);
        }

        _waiting.Add(change);
    }

    /// <summary>A history is about to be read; what waits is told first.</summary>
    public void BeginReading(DateTimeOffset now)
    {
        Flush(now, force: true);
        _readings++;
    }

    /// <param name="cursor">What the history was read up to. It may be ahead of what came here: no frame may span it.</param>
    public void EndReading(long cursor)
    {
        _readings = Math.Max(0, _readings - 1);
        _cut = Math.Max(_cut, cursor);
    }

    /// <param name="now">The time.</param>
    /// <param name="force">Do not wait for the interval: something that came later is about to be told.</param>
    public void Flush(DateTimeOffset now, bool force)
    {
        if (_waiting.Count == 0 || (now < _next && !force))
        {
            return;
        }

        Viewer[] ready = [.. Viewers.Where(viewer => slow.MayTell(viewer, _waiting[0].Cursor - 1))];
        if (ready.Length > 0)
        {
            foreach (var frame in Batches(runId, _waiting))
            {
                foreach (var viewer in ready)
                {
                    viewer.Post(frame);
                }
            }
        }

        _waiting.Clear();
        _next = now + interval;
    }

    /// <summary>As few frames as keep arrival order: a new one begins where the segment or the metrics change.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Batches(string runId, IReadOnlyList<PointsAppended> changes)
    {
        var first = 0;
        for (var i = 1; i <= changes.Count; i++)
        {
            if (i == changes.Count || !SameShape(changes[first], changes[i]))
            {
                yield return Frames.MetricBatch(runId, [.. changes.Skip(first).Take(i - first)]);
                first = i;
            }
        }
    }

    private static bool SameShape(PointsAppended one, PointsAppended other) =>
        one.Segment == other.Segment
        && one.Batch.Metrics.Length == other.Batch.Metrics.Length
        && one.Batch.Metrics.Zip(other.Batch.Metrics).All(pair => pair.First.Name == pair.Second.Name);
}
