using System.Runtime.InteropServices;

namespace TrainingMonitor.Client;

/// <summary>
/// What was logged while the disk refuses, as rows, the oldest first.
/// When they are more than memory may hold, every second is given up, so what stays covers the whole time. Used by the pump alone.
/// </summary>
internal sealed class HeldRows
{
    private readonly List<Entry> _entries = [];
    private readonly List<int> _starts = [];

    public int Count => _starts.Count;

    public int Points => _entries.Count;

    public ReadOnlySpan<Entry> Entries => CollectionsMarshal.AsSpan(_entries);

    public void Add(ReadOnlySpan<Entry> entries)
    {
        foreach (ref readonly var entry in entries)
        {
            if (_entries.Count == 0 || !IsOfRow(_entries[_starts[^1]], entry))
            {
                _starts.Add(_entries.Count);
            }

            _entries.Add(entry);
        }
    }

    /// <summary>Gives up every second row until at most <paramref name="most"/> are left; returns the points of those.</summary>
    public long ThinTo(int most)
    {
        var before = _entries.Count;
        while (_starts.Count > Math.Max(most, 1))
        {
            Halve();
        }

        return before - _entries.Count;
    }

    public void Clear()
    {
        _entries.Clear();
        _starts.Clear();
    }

    private static bool IsOfRow(in Entry first, in Entry entry) =>
        entry.IsOfRow(first.Step, first.Time) && first.Metric != entry.Metric;

    private void Halve()
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        var kept = 0;
        var rows = 0;
        for (var row = 0; row < _starts.Count; row += 2)
        {
            var start = _starts[row];
            var end = row + 1 < _starts.Count ? _starts[row + 1] : entries.Length;
            entries[start..end].CopyTo(entries[kept..]);
            _starts[rows++] = kept;
            kept += end - start;
        }

        _starts.RemoveRange(rows, _starts.Count - rows);
        _entries.RemoveRange(kept, _entries.Count - kept);
    }
}
