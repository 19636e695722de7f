using System.Collections.Concurrent;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Quarantine: a part of a run that cannot be read is noted and told of once, by an event of its run, and the rest goes on.
/// Chunks and nodes stay where they are; bytes that would be written over are copied first.
/// </summary>
internal sealed class DamagedParts(StoreWriter writer)
{
    private readonly ConcurrentDictionary<(long Run, string Part), bool> _told = new();

    public void Tell(RunEntry entry, string part, string reason, byte[]? bytes = null)
    {
        if (!_told.TryAdd((entry.Number, part), true))
        {
            return;
        }

        try
        {
            var noted = writer.RunAsync(scope => Note(scope, entry, part, reason, bytes));
            _ = noted.ContinueWith(failed => _told.TryRemove((entry.Number, part), out _), TaskContinuationOptions.OnlyOnFaulted);
        }
        catch (StoreException)
        {
            // Whoever comes across it next tells of it.
            _told.TryRemove((entry.Number, part), out _);
        }
    }

    /// <summary>Pages of a table cannot be read; which runs had rows there is not known.</summary>
    public void TellOfTable(string table) => _ = writer.RunAsync(scope =>
    {
        var e = EventStore.Make(
            null, scope.Now, EventKind.CorruptChunk, EventLevel.Error, $"pages of the table {table} cannot be read; the rows on them are left out");
        EventTable.Insert(scope.Connection, null, e);
        scope.Tell(new EventAdded(e, 0));
        return true;
    });

    private static bool Note(WriteScope scope, RunEntry entry, string part, string reason, byte[]? bytes)
    {
        if (entry.Next is null || entry.IsGone || Insert(scope, entry.Number, part, reason, bytes) == 0)
        {
            return false;
        }

        EventStore.Tell(
            scope,
            entry,
            EventStore.Make(entry.Now.Run.Id, scope.Now, EventKind.CorruptChunk, EventLevel.Error, $"{part} cannot be read and is left out: {reason}"));
        return true;
    }

    private static int Insert(WriteScope scope, long run, string part, string reason, byte[]? bytes) =>
        Sql.Run(
            scope.Connection,
            "INSERT INTO damaged_parts (run, part, reason, data) VALUES ($1, $2, $3, $4) ON CONFLICT (run, part) DO NOTHING",
            run,
            part,
            reason,
            bytes);
}
