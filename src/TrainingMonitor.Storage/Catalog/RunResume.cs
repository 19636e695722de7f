using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>A resume on its way through the writer.</summary>
internal sealed class RunResume(RunEntry entry, string writer, long? fromStep)
{
    private SegmentState? _segment;

    public RunEntry Entry => entry;

    public void Execute(WriteScope scope)
    {
        var before = entry.Next!.Run;
        RunChanges.SetStatus(scope, entry, RunStatus.Running, $"resumed by {writer}", isResume: true);
        _segment = new SegmentState(before.Segment + 1, fromStep);
        SegmentTable.Put(scope.Connection, entry.Number, _segment);
        foreach (var state in entry.Series.Writers)
        {
            WriterTable.Put(scope.Connection, entry.Number, state, isFenced: state.Name != writer);
        }

        RunChanges.SetFields(scope, entry, entry.Next! with { Run = entry.Next.Run with { Segment = _segment.Number, Error = null } });
        var from = fromStep is null ? "the next step logged" : $"step {fromStep}";
        EventStore.Tell(
            scope, entry, EventStore.Make(before.Id, scope.Now, EventKind.Resumed, EventLevel.Info, $"{writer} resumed from {from} as segment {_segment.Number}"));
        RunChanges.Save(scope, entry);
    }

    public void Publish(SqliteConnection connection)
    {
        var series = entry.Series;
        lock (series.Gate)
        {
            series.SetSegments([.. series.Segments, _segment!]);
            series.Reach(entry.Cursor);
            series.Rate.Reset();
            foreach (var state in series.Writers)
            {
                state.Fenced = state.Name != writer;
            }
        }

        if (fromStep is not null)
        {
            SeriesSums.Renew(entry, connection);
        }
    }
}
