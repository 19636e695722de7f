namespace TrainingMonitor.Storage;

/// <summary>
/// The runs in the order in which they came, each with its slot for life, and beside them the cursors up to which what can be
/// read of them is complete. The cursors lie together, so that a column finds in microseconds which of its values are old.
/// Changed by the writer's thread alone; a view taken meanwhile may be old, never torn.
/// </summary>
internal sealed class RunSlots
{
    private RunEntry?[] _entries = new RunEntry?[256];
    private long[] _cursors = new long[256];
    private int _count;

    public int Add(RunEntry entry)
    {
        if (_count == _entries.Length)
        {
            var (entries, cursors) = (new RunEntry?[_count * 2], new long[_count * 2]);
            _entries.CopyTo(entries, 0);
            _cursors.CopyTo(cursors, 0);
            Volatile.Write(ref _entries, entries);
            Volatile.Write(ref _cursors, cursors);
        }

        _entries[_count] = entry;
        _cursors[_count] = entry.Cursor;
        Volatile.Write(ref _count, _count + 1);
        return _count - 1;
    }

    public void Remove(int slot) => _entries[slot] = null;

    /// <summary>All that the cursor counts can be read now.</summary>
    public void Reach(int slot, long cursor) => Volatile.Write(ref _cursors[slot], cursor);

    /// <summary>Runs, null where one was deleted, and their cursors.</summary>
    public (ReadOnlyMemory<RunEntry?> Entries, ReadOnlyMemory<long> Cursors) View()
    {
        var count = Volatile.Read(ref _count);
        return (Volatile.Read(ref _entries).AsMemory(0, count), Volatile.Read(ref _cursors).AsMemory(0, count));
    }
}
