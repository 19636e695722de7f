using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// What a viewer missed of one run, as few frames as keep it whole: it came back with <c>since</c>, or read too slowly
/// for a while. Points of changes that follow each other share a frame.
/// </summary>
internal static class Replay
{
    /// <param name="runId">The run.</param>
    /// <param name="missed">The changes, in order.</param>
    /// <param name="format">How the viewer wants points.</param>
    /// <param name="maxRate">Steps that may be told one by one; more are told as one, coalesced.</param>
    /// <param name="run">As it is now, told whole when its fields may have changed.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Frames(string runId, IEnumerable<Change> missed, PointFormat format, double maxRate, Run? run)
    {
        var points = new List<PointsAppended>();
        var cursor = 0L;
        var fieldsChanged = false;
        foreach (var change in missed)
        {
            cursor = change.Cursor;
            fieldsChanged |= change is PointsAppended or RunUpdated or StatusChanged;
            if (change is PointsAppended appended)
            {
                points.Add(appended);
                continue;
            }

            foreach (var frame in Points(runId, points, format, maxRate))
            {
                yield return frame;
            }

            points.Clear();
            if (Live.Frames.Of(change) is { } other)
            {
                yield return other;
            }
        }

        foreach (var frame in Points(runId, points, format, maxRate))
        {
            yield return frame;
        }

        if (fieldsChanged && run is not null && Live.Frames.RunUpdate(null, run, cursor) is { } update)
        {
            yield return update;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Points(string runId, List<PointsAppended> points, PointFormat format, double maxRate)
    {
        if (points.Count == 0)
        {
            return [];
        }

        if (format == PointFormat.Columns)
        {
            return ColumnStream.Batches(runId, points);
        }

        var steps = points.SelectMany(UpdateStream.Steps).ToList();
        return steps.Count <= Math.Max(1, maxRate)
            ? steps.Select(step => UpdateStream.Frame(runId, step, coalesced: false))
            : [UpdateStream.Frame(runId, UpdateStream.Merge(steps), coalesced: true)];
    }
}
