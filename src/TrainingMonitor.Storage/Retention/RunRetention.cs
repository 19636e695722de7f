using System.Diagnostics;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Makes old points of runs small where it is asked for: their chunks become folds of at most a minute, and of runs that have ended
/// these go to the archive, and one fold for each chunk stays. Both turn a chunk's bytes into fewer under the same number; what the
/// pyramid and the summaries say of it stays true. No run is touched that was made after the time in question.
/// </summary>
internal sealed class RunRetention(StoreWriter writer, ReadConnections readers, RunCatalog runs, RunArchive archive)
{
    /// <summary>Folds what is older than a time, for about so long at once; says whether there was anything.</summary>
    public async Task<bool> FoldAsync(long before, TimeSpan slice, Action sliced, CancellationToken ct)
    {
        var hasFolded = false;
        foreach (var entry in Older(before))
        {
            while (Sound(entry, connection => OldChunks.ToFold(connection, entry.Number, before)) is { Count: > 0 } chunks)
            {
                ct.ThrowIfCancellationRequested();
                hasFolded = true;
                for (var at = 0; at < chunks.Count;)
                {
                    at = await writer.RunAsync(scope => Replace(scope.Connection, entry, "folded_to", chunks, at, slice));
                    sliced();
                }
            }
        }

        return hasFolded;
    }

    /// <summary>Archives folds that are older than a time: what goes in one file is on disk there first, and replaced in one transaction.</summary>
    public async Task<bool> ArchiveAsync(long before, Action sliced, CancellationToken ct)
    {
        var hasArchived = false;
        foreach (var entry in Older(before).Where(entry => RunTransitions.IsFinal(entry.Now.Run.Status)))
        {
            while (Sound(entry, connection => Archive(connection, entry, before)) is { Count: > 0 } chunks)
            {
                ct.ThrowIfCancellationRequested();
                hasArchived = true;
                await writer.RunAsync(scope => Replace(scope.Connection, entry, "archived_to", chunks, 0, TimeSpan.MaxValue));
                sliced();
            }

            if (entry.IsGone)
            {
                // It was deleted while its file was written.
                archive.Delete(entry.Now.Run.Id);
            }
        }

        return hasArchived;
    }

    /// <summary>From one of the chunks on, for about so long; how far it got.</summary>
    private static int Replace(SqliteConnection connection, RunEntry entry, string done, List<OldChunk> chunks, int at, TimeSpan most)
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

        Sql.Run(connection, $"UPDATE runs SET {done} = $1 WHERE run = $2", chunks[at - 1].Number, entry.Number);
        return at;
    }

    private List<OldChunk> Archive(SqliteConnection connection, RunEntry entry, long before)
    {
        var chunks = OldChunks.ToArchive(connection, entry.Number, before);
        if (chunks.Count > 0)
        {
            archive.Add(connection, entry, chunks);
        }

        return chunks;
    }

    private RunEntry[] Older(long before) => [.. runs.All.Where(entry => entry.Now.Run.CreatedAt.Microseconds < before)];

    /// <summary>Nothing of a run that is deleted, or has pages that cannot be read: who reads those tells of it.</summary>
    private List<OldChunk> Sound(RunEntry entry, Func<SqliteConnection, List<OldChunk>> read)
    {
        using var lease = readers.Rent();
        try
        {
            return entry.IsGone ? [] : read(lease.Connection);
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            return [];
        }
    }
}
