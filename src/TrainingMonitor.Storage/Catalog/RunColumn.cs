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

    public RunValue At(int slot) => new(_numbers[slot], _texts?[slot]);

    /// <summary>The runs whose value is not of now, each with the cursor that its new value will be good for.</summary>
    public List<(RunEntry Entry, long Cursor)> Stale(ReadOnlySpan<RunEntry?> entries, ReadOnlySpan<long> cursors)
    {
        Grow(entries.Length);
        var stale = new List<(RunEntry, long)>();
        var seen = _seen.AsSpan(0, entries.Length);
        for (var slot = seen.CommonPrefixLength(cursors); slot < seen.Length; slot += 1 + seen[(slot + 1)..].CommonPrefixLength(cursors[(slot + 1)..]))
        {
            // Taken before the value: a change in between makes the value stale again, never wrong for long.
            var cursor = cursors[slot];
            if (entries[slot] is { } entry)
            {
                stale.Add((entry, cursor));
            }
            else
            {
                Set(slot, cursor, RunValue.None);
            }
        }

        return stale;
    }

    public void Renew(RunEntry entry, long cursor) => Set(entry.Slot, cursor, valueOf(entry));

    public void Set(int slot, long cursor, RunValue value)
    {
        _numbers[slot] = value.Number;
        if (value.Text is not null)
        {
            _texts ??= new string?[_numbers.Length];
        }

        if (_texts is not null)
        {
            _texts[slot] = value.Text;
        }

        _seen[slot] = cursor;
    }

    /// <summary>Leaves the slots whose value compares as asked in front, and says how many they are.</summary>
    /// <param name="slots">Where to look.</param>
    /// <param name="by">How to compare.</param>
    /// <param name="other">With what, as text.</param>
    /// <param name="number">And as a number, if it is one.</param>
    public int Filter(Span<int> slots, ComparisonOperator by, string other, double? number)
    {
        var kept = 0;
        foreach (var slot in slots)
        {
            if (Holds(At(slot), by, other, number))
            {
                slots[kept++] = slot;
            }
        }

        return kept;
    }

    /// <summary>The same for values that equal one of several.</summary>
    public int FilterAny(Span<int> slots, (string Text, double? Number)[] others)
    {
        var kept = 0;
        foreach (var slot in slots)
        {
            var value = At(slot);
            foreach (var (text, number) in others)
            {
                if (Holds(value, ComparisonOperator.Eq, text, number))
                {
                    slots[kept++] = slot;
                    break;
                }
            }
        }

        return kept;
    }

    /// <summary>The same for texts that contain <paramref name="text"/>, letter by letter; those that the column leaves out are asked.</summary>
    public int FilterText(Span<int> slots, string text, Func<int, bool> ask)
    {
        var kept = 0;
        foreach (var slot in slots)
        {
            if (_texts?[slot] is { } known ? known.Contains(text, StringComparison.Ordinal) : ask(slot))
            {
                slots[kept++] = slot;
            }
        }

        return kept;
    }

    private static bool Holds(RunValue value, ComparisonOperator by, string other, double? number) =>
        number is { } wanted && value.Text is null && by != ComparisonOperator.Contains ? value.Compares(by, wanted) : value.Compares(by, other);

    private void Grow(int slots)
    {
        if (_seen.Length >= slots)
        {
            return;
        }

        var old = _seen.Length;
        Array.Resize(ref _numbers, slots + (slots / 4));
        Array.Resize(ref _seen, _numbers.Length);
        _seen.AsSpan(old).Fill(-1);
        if (_texts is not null)
        {
            Array.Resize(ref _texts, _numbers.Length);
        }
    }
}
