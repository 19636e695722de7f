using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>
/// Makes old points of runs small where it is asked for: their chunks become folds of at most a minute. That turns a chunk's bytes
/// into fewer under the same number; what the pyramid and the summaries say of it stays true.
/// </summary>
internal sealed class RunRetention(StoreWriter writer, ReadConnections readers, RunCatalog runs)
{
    private const long Minute = 60_000_000;

    /// <summary>Folds what is older than a time, and says whether there was anything. No run is touched that was made after it.</summary>
    public async Task<bool> FoldAsync(long before, TimeSpan slice, Action sliced, CancellationToken ct)
    {
        var hasFolded = false;
        foreach (var entry in runs.All.Where(entry => entry.Now.Run.CreatedAt.Microseconds < before).ToArray())
        {
            while (Next(entry, before) is { Count: > 0 } chunks)
            {
                ct.ThrowIfCancellationRequested();
                hasFolded = true;
                for (var at = 0; at < chunks.Count;)
                {
                    at = await writer.RunAsync(scope => Replace(scope.Connection, entry, chunks, at, slice));
                    sliced();
                }
            }
        }

        return hasFolded;
    }

    /// <summary>From one of the chunks on, for about so long; how far it got.</summary>
    private static int Replace(SqliteConnection connection, RunEntry entry, List<OldChunk> chunks, int at, TimeSpan most)
    {
        var started = Stopwatch.GetTimestamp();
        do
        {
            if (chunks[at].Bytes is { } bytes)
            {
                Sql.Run(connection, "UPDATE chunks SET data = $1 WHERE chunk = $2 AND run = $3", bytes, chunks[at].Number, entry.Number);
            }
        }
        while (++at < chunks.Count && Stopwatch.GetElapsedTime(started) <= most);

        Sql.Run(connection, "UPDATE runs SET folded_to = $1 WHERE run = $2", chunks[at - 1].Number, entry.Number);
        return at;
    }

    private List<OldChunk> Next(RunEntry entry, long before)
    {
        using var lease = readers.Rent();
        try
        {
            return entry.IsGone ? [] : OldChunks.Next(lease.Connection, entry.Number, before, Minute);
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            return [];
        }
    }
}
