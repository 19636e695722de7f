using System.Collections.Concurrent;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Quarantine: a chunk that cannot be read is noted and told of once, by an event of its run. Its bytes stay where they are,
/// for whoever can read more of them.
/// </summary>
internal sealed class DamagedChunks(StoreWriter writer)
{
    private readonly ConcurrentDictionary<(long Chunk, int Metric), bool> _told = new();

    public void Tell(RunEntry entry, SeriesKey key, long chunk, string reason)
    {
        if (!_told.TryAdd((chunk, key.Metric), true))
        {
            return;
        }

        var noted = writer.RunAsync(scope =>
        {
            if (entry.Next is null || entry.IsGone || !Note(scope, key, chunk, reason))
            {
                return false;
            }

            var id = entry.Now.Run.Id;
            EventStore.Tell(
                scope, entry, EventStore.Make(id, scope.Now, EventKind.CorruptChunk, EventLevel.Error, $"chunk {chunk} cannot be read and is left out: {reason}"));
            return true;
        });
        _ = noted.ContinueWith(failed => _told.TryRemove((chunk, key.Metric), out _), TaskContinuationOptions.OnlyOnFaulted);
    }

    private static bool Note(WriteScope scope, SeriesKey key, long chunk, string reason) =>
        Sql.Run(
            scope.Connection,
            "INSERT INTO damaged_chunks (run, chunk, metric, reason) VALUES ($1, $2, $3, $4) ON CONFLICT (run, chunk, metric) DO NOTHING",
            key.Run,
            chunk,
            key.Metric,
            reason) > 0;
}
