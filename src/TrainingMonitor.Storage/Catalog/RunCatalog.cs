using System.Collections.Concurrent;
using System.Text;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// All runs in memory, by id. Entries come and go on the writer's thread, after the commit. What is known of a run's points
/// is read when someone asks, except for runs with an open tail, which is replayed at start.
/// </summary>
internal sealed class RunCatalog(ReadConnections readers, DamagedParts damaged)
{
    private readonly ConcurrentDictionary<string, RunEntry> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<RunEntry> _open = [];
    private volatile bool _isLoading;

    public IEnumerable<RunEntry> All => _byId.Values;

    public RunSlots Slots { get; } = new();

    public GoneRuns Gone { get; } = new();

    /// <summary>Runs that may have an open tail. For the writer's thread.</summary>
    public IReadOnlyCollection<RunEntry> OpenRuns => _open;

    public RunEntry? Find(string id) => _byId.GetValueOrDefault(id);

    public RunEntry Get(string id) => Find(id) ?? throw new UnknownRunException(id);

    /// <summary>For the writer: a run that its group has just deleted is gone already.</summary>
    public RunEntry ForWriting(string id) => Find(id) is { Next: not null } entry ? entry : throw new UnknownRunException(id);

    public void Add(RunEntry entry)
    {
        entry.PutIn(Slots);
        _byId[entry.Now.Run.Id] = entry;
    }

    /// <summary>Deleted runs may have left something in the file, also before the start.</summary>
    public bool HasDeleted { get; set; } = true;

    public void Remove(RunEntry entry)
    {
        HasDeleted = true;
        entry.IsGone = true;
        _open.Remove(entry);
        Slots.Remove(entry.Slot);
        _byId.TryRemove(entry.Now.Run.Id, out _);
    }

    /// <summary>Runs whose tail has grown since the sealer last looked. For the writer's thread.</summary>
    public List<RunEntry> Grown { get; } = [];

    public void Open(RunEntry entry)
    {
        _open.Add(entry);
        Grown.Add(entry);
    }

    /// <summary>Nothing of the run is open any more: what is known of its points may be read again when it is wanted.</summary>
    public void Close(RunEntry entry)
    {
        _open.Remove(entry);
        if (RunTransitions.IsFinal(entry.Now.Run.Status) && entry.Series.Tails.Count == 0)
        {
            entry.Unload();
        }
    }

    /// <summary>Reads all runs and replays the open tails. What cannot be read is told of and left out.</summary>
    public void Load(SqliteConnection connection)
    {
        _isLoading = true;
        var byNumber = new Dictionary<long, RunEntry>();
        foreach (var (row, cursor, parts) in RunTable.ReadAll(connection, () => damaged.TellOfTable("runs")))
        {
            var entry = new RunEntry(row, cursor, LoadSeries);
            byNumber.Add(row.Number, entry);
            Add(entry);
            foreach (var (part, text) in parts)
            {
                damaged.Tell(entry, part, "got a text that is no JSON", Encoding.UTF8.GetBytes(text));
            }
        }

        foreach (var (id, run, n, data) in TailLog.ReadAll(connection, () => damaged.TellOfTable("tail")).OrderBy(row => row.Run).ThenBy(row => row.N))
        {
            if (!byNumber.TryGetValue(run, out var entry) || n < entry.Now.TailFrom)
            {
                // It is sealed and waits to be removed, or its run is on a page that cannot be read.
                continue;
            }

            try
            {
                Replay(entry, n, data);
            }
            catch (CorruptDataException e)
            {
                damaged.Tell(entry, $"row {n} of the open tail", e.Message, data);
            }

            entry.SetNextTailRow(Math.Max(entry.TailRow, n + 1));
            entry.TailFromId = entry.TailBytes == 0 ? id : Math.Min(entry.TailFromId, id);
            entry.TailBytes += data.Length;
            Open(entry);
        }

        foreach (var entry in _open)
        {
            entry.SetNextTailRow(Math.Max(entry.TailRow, entry.Series.CountedBefore));
            if (!entry.Series.IsSummed || entry.Series.Segments.Count > 1)
            {
                Sound(entry, "its pyramid", () => SeriesSums.Renew(entry, connection));
            }
        }

        _isLoading = false;
    }

    /// <summary>A run that has just been made; its series is read again only after it was put away.</summary>
    public RunEntry Make(RunRow row)
    {
        var entry = new RunEntry(row, 0, LoadSeries);
        entry.StartWith(SeriesOf(entry));
        return entry;
    }

    private RunSeries SeriesOf(RunEntry entry) => new() { Damaged = (part, reason) => damaged.Tell(entry, part, reason) };

    private RunSeries LoadSeries(RunEntry entry)
    {
        using var lease = readers.Rent();
        var series = SeriesOf(entry);
        Sound(entry, "its segments", () => series.SetSegments(SegmentTable.Read(lease.Connection, entry.Number)));
        Sound(entry, "its writers", () => WriterTable.ReadInto(lease.Connection, entry.Number, series));
        byte[]? blob = null;
        if (!Sound(entry, LostNames.Part, () => blob = SeriesTable.Read(lease.Connection, entry.Number)))
        {
            Sound(entry, "its pyramid", () => LostNames.Recover(lease.Connection, entry.Number, series));
        }
        else if (blob is not null)
        {
            try
            {
                (series.CountedBefore, series.IsSummed) = SeriesBlob.Decode(blob, series);
            }
            catch (CorruptDataException e)
            {
                damaged.Tell(entry, LostNames.Part, $"{e.Message}; its metrics go on as {LostNames.NameOf(0)}, …", blob);
                Sound(entry, "its pyramid", () => LostNames.Recover(lease.Connection, entry.Number, series));
            }
        }

        if (!series.IsSummed && !_isLoading)
        {
            Sound(entry, "its pyramid", () => SeriesSums.Renew(entry.Number, series, lease.Connection));
        }

        if (entry.Now.Run.Status is RunStatus.Running or RunStatus.Interrupted && blob is not null)
        {
            Sound(entry, "its pyramid", () => LastChunk.Restore(series, entry.Number, lease.Connection));
        }

        entry.SetNextTailRow(Math.Max(entry.TailRow, series.CountedBefore));
        series.Reach(entry.Cursor);
        return series;
    }

    /// <summary>False, and told of, when it meets a page that cannot be read.</summary>
    private bool Sound(RunEntry entry, string part, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            damaged.Tell(entry, part, e.Message);
            return false;
        }
    }

    private static void Replay(RunEntry entry, long n, byte[] data)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(data));
        while (source.Left > 0)
        {
            var batch = TailRecord.Read(ref source, entry.Series.FromRecord);
            entry.Series.Apply(batch, batch.Cursor, isCounted: n < entry.Series.CountedBefore);
            entry.RaiseCursor(batch.Cursor);
            if (batch.ArrivedAt > 0)
            {
                entry.SeenAt(new Instant(batch.ArrivedAt));
            }
        }
    }
}
