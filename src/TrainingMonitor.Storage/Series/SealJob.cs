using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// Stores the chunks of a <see cref="SealPlan"/> and says that their rows of the tail are done, in one transaction; readers have the
/// old tail or the new chunks, never both. What came in since the plan was made stays in the tail.
/// </summary>
internal sealed class SealJob(SealPlan plan) : WriteJob
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<SeriesKey, SeriesIndex> _indexes = [];
    private readonly RunEntry _entry = plan.Entry;
    private long _leftBytes;
    private bool _isDone;

    /// <summary>False when the run was deleted meanwhile.</summary>
    public Task<bool> Task => _done.Task;

    public override void Execute(WriteScope scope)
    {
        if (_entry.Next is null || _entry.IsGone)
        {
            return;
        }

        scope.Touch(_entry);
        var connection = scope.Connection;
        using var node = new ByteSink();
        foreach (var chunk in plan.Chunks)
        {
            var number = ChunkTable.Insert(connection, _entry.Number, chunk.Bytes);
            foreach (var (metric, entry) in chunk.Entries)
            {
                var key = new SeriesKey(_entry.Number, metric, chunk.Segment);
                IndexOf(connection, key).Add(entry with { Child = number }, (level, n, full) => Put(connection, key, level, n, full, node));
            }
        }

        foreach (var (key, index) in _indexes)
        {
            for (var level = 0; level < index.Levels.Count; level++)
            {
                if (index.Levels[level] is { Count: > 0 } open)
                {
                    Put(connection, key, level, open.Full, open.Open, node);
                }
            }
        }

        KeepRests(scope, node);
        SaveSums(scope, node);
        _isDone = true;
    }

    public override void Publish()
    {
        if (!_isDone)
        {
            return;
        }

        _entry.TailFromId = plan.NextTailId;
        _entry.TailBytes += _leftBytes - plan.TailBytes;
        var series = _entry.Series;
        lock (series.Gate)
        {
            foreach (var (key, index) in _indexes)
            {
                series.SetIndex(key, index);
            }

            foreach (var view in plan.Views)
            {
                var fresh = new Tail(view.Segment);
                foreach (var rest in plan.Rests.Where(rest => rest.Segment == view.Segment))
                {
                    fresh.Append(rest);
                }

                view.MoveRest(series.Tails.Single(tail => tail.Segment == view.Segment), fresh);
                series.ReplaceTail(fresh);
            }
        }
    }

    public override void Complete() => _done.TrySetResult(_isDone);

    public override void Fail(Exception reason) => _done.TrySetException(reason);

    private static void Put(SqliteConnection connection, SeriesKey key, int level, long n, ReadOnlySpan<IndexEntry> entries, ByteSink node)
    {
        IndexNodeCodec.Encode(node, entries);
        PyramidTable.Put(connection, key, level, n, node);
    }

    private SeriesIndex IndexOf(SqliteConnection connection, SeriesKey key)
    {
        if (!_indexes.TryGetValue(key, out var index))
        {
            // Loaded before this transaction is seen by anyone, so that no reader loads an edge that has its chunks already.
            _indexes[key] = index = _entry.Series.Index(connection, key).Copy();
        }

        return index;
    }

    /// <summary>The rows left over become a tail row of their own, which comes before all that came since.</summary>
    private void KeepRests(WriteScope scope, ByteSink row)
    {
        if (plan.Rests.Count == 0)
        {
            return;
        }

        row.Clear();
        foreach (var rest in plan.Rests)
        {
            TailRecord.Write(row, rest);
        }

        row.Crc(0);
        scope.Tails.Insert(_entry.Number, plan.TailRow, row);
        _leftBytes = row.Length;
    }

    private void SaveSums(WriteScope scope, ByteSink sink)
    {
        var series = _entry.Series;
        SeriesBlob.Encode(sink, series, _entry.TailRow);
        SeriesTable.Put(scope.Connection, _entry.Number, sink);
        foreach (var writer in series.Writers)
        {
            WriterTable.Put(scope.Connection, _entry.Number, writer, writer.Fenced);
        }

        RunTable.SaveProgress(scope.Connection, _entry, series.Points, plan.TailRow);
    }
}
