using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>All runs in memory, by id. Entries come and go on the writer's thread, after the commit.</summary>
internal sealed class RunCatalog
{
    private readonly ConcurrentDictionary<string, RunEntry> _byId = new(StringComparer.Ordinal);

    public IEnumerable<RunEntry> All => _byId.Values;

    public int Count => _byId.Count;

    public RunEntry? Find(string id) => _byId.GetValueOrDefault(id);

    public RunEntry Get(string id) => Find(id) ?? throw new UnknownRunException(id);

    /// <summary>For the writer: a run that its group has just deleted is gone already.</summary>
    public RunEntry ForWriting(string id) => Find(id) is { Next: not null } entry ? entry : throw new UnknownRunException(id);

    public void Add(RunEntry entry) => _byId[entry.Now.Run.Id] = entry;

    public void Remove(string id) => _byId.TryRemove(id, out _);

    /// <summary>Reads all runs, their segments and writers, and replays the open tails.</summary>
    public void Load(SqliteConnection connection)
    {
        var byNumber = new Dictionary<long, RunEntry>();
        foreach (var (row, cursor) in RunTable.ReadAll(connection))
        {
            var entry = new RunEntry(row, cursor, new RunSeries());
            byNumber.Add(row.Number, entry);
            Add(entry);
        }

        SegmentTable.ReadInto(connection, byNumber);
        WriterTable.ReadInto(connection, byNumber);
        foreach (var (run, n, data) in TailTable.ReadAll(connection))
        {
            Replay(byNumber[run], data);
            byNumber[run].SetNextTailRow(n + 1);
        }

        foreach (var entry in byNumber.Values)
        {
            if (entry.Series.Segments.Count > 1)
            {
                entry.Series.Summarise();
            }
        }
    }

    private static void Replay(RunEntry entry, byte[] data)
    {
        var body = TailRow.Check(data);
        var source = new Chunks.ByteSource(body);
        while (source.Left > 0)
        {
            var batch = TailRecord.Read(ref source, entry.Series.FromRecord);
            entry.Series.Apply(batch);
            entry.RaiseCursor(batch.Cursor);
            entry.SeenAt(new Contract.Instant(batch.ArrivedAt));
        }
    }
}
