using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// The last changes of one run, so that a viewer who was away briefly can go on by cursor. Bounded by entries and
/// by points; a gap that reaches further back is answered with <c>resync</c>.
/// </summary>
internal sealed class RecentChanges(string runId, int maxEntries = 512, int maxRows = 50_000)
{
    // Text is counted as the values that take as much memory.
    private const int CharactersOfAValue = 8;

    private readonly Queue<Entry> _entries = [];
    private readonly PackedPoints _points = new();
    private int _rows;

    /// <summary>A change, or where there is none the words that its points take.</summary>
    private readonly record struct Entry(long Cursor, int Rows, Change? Change, int Words);

    public void Add(Change change)
    {
        var rows = Rows(change);
        while (_entries.Count >= maxEntries || (_rows + rows > maxRows && _entries.Count > 0))
        {
            var oldest = _entries.Dequeue();
            _rows -= oldest.Rows;
            _points.Drop(oldest.Words);
        }

        _entries.Enqueue(change is PointsAppended points ? new Entry(change.Cursor, rows, null, _points.Add(points)) : new Entry(change.Cursor, rows, change, 0));
        _rows += rows;
    }

    /// <summary>The changes after the cursor, to be read before the next is added; null when the first of them is no longer here.</summary>
    public IEnumerable<Change>? Since(long cursor) =>
        _entries.TryPeek(out var oldest) && oldest.Cursor <= cursor + 1 ? After(cursor) : null;

    private IEnumerable<Change> After(long cursor)
    {
        var offset = 0;
        foreach (var entry in _entries)
        {
            if (entry.Cursor > cursor)
            {
                yield return entry.Change ?? _points.Read(runId, entry.Cursor, offset);
            }

            offset += entry.Words;
        }
    }

    private static int Rows(Change change) => change switch
    {
        PointsAppended points => points.Batch.Rows * Math.Max(1, points.Batch.Metrics.Length),
        LinesLogged lines => lines.Lines.Sum(line => 1 + (line.Text.Length / CharactersOfAValue)),
        _ => 0,
    };
}
