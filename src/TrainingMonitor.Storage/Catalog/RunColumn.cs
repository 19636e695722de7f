namespace TrainingMonitor.Storage;

/// <summary>
/// One column of the table of runs in memory: a value per run, made when it is first asked for and again for those runs whose
/// cursor has moved since. For one thread at a time.
/// </summary>
internal sealed class RunColumn(Func<RunEntry, RunValue> valueOf)
{
    private double[] _numbers = [];
    private string?[]? _texts;
    private long[] _seen = [];

    public RunValue this[RunEntry entry] => new(_numbers[entry.Slot], _texts?[entry.Slot]);

    /// <summary>The runs whose value is not of now.</summary>
    public List<(RunEntry Entry, long Cursor)> Stale(RunEntry[] runs, int slots)
    {
        if (_seen.Length < slots)
        {
            var old = _seen.Length;
            Array.Resize(ref _numbers, slots + (slots / 4));
            Array.Resize(ref _seen, _numbers.Length);
            _seen.AsSpan(old).Fill(-1);
            if (_texts is not null)
            {
                Array.Resize(ref _texts, _numbers.Length);
            }
        }

        var stale = new List<(RunEntry, long)>();
        foreach (var entry in runs)
        {
            // Taken before the value: a change in between makes the value stale again, never wrong for long.
            var cursor = entry.Cursor;
            if (_seen[entry.Slot] != cursor)
            {
                stale.Add((entry, cursor));
            }
        }

        return stale;
    }

    public void Renew(RunEntry entry, long cursor) => Set(entry, cursor, valueOf(entry));

    public void Set(RunEntry entry, long cursor, RunValue value)
    {
        _numbers[entry.Slot] = value.Number;
        if (value.Text is not null)
        {
            _texts ??= new string?[_numbers.Length];
        }

        if (_texts is not null)
        {
            _texts[entry.Slot] = value.Text;
        }

        _seen[entry.Slot] = cursor;
    }
}
