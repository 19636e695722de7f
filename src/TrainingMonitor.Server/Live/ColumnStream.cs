using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// Sends every point of one run to those who asked for columns: at once when it is quiet, and what arrives within
/// one interval together, so that a thousand small batches a second do not become a thousand frames.
/// </summary>
internal sealed class ColumnStream(string runId, TimeSpan interval)
{
    private readonly List<PointsAppended> _waiting = [];
    private DateTimeOffset _next;

    public List<Viewer> Viewers { get; } = [];

    public DateTimeOffset? Due => _waiting.Count == 0 ? null : _next;

    public void Add(PointsAppended change)
    {
        if (Viewers.Count > 0)
        {
            _waiting.Add(change);
        }
    }

    /// <param name="now">The time.</param>
    /// <param name="force">Do not wait for the interval: something that came later is about to be told.</param>
    public void Flush(DateTimeOffset now, bool force)
    {
        if (_waiting.Count == 0 || (now < _next && !force))
        {
            return;
        }

        foreach (var frame in Batches(runId, _waiting))
        {
            foreach (var viewer in Viewers)
            {
                viewer.Post(frame);
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
        && one.Batch.Metrics.Count == other.Batch.Metrics.Count
        && one.Batch.Metrics.Zip(other.Batch.Metrics).All(pair => pair.First.Name == pair.Second.Name);
}
