using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// The last changes of one run, so that a viewer who was away briefly can go on by cursor. Bounded by entries and
/// by points; a gap that reaches further back is answered with <c>resync</c>.
/// </summary>
internal sealed class RecentChanges(int maxEntries = 512, int maxRows = 50_000)
{
    // Text is counted as the values that take as much memory.
    private const int CharactersOfAValue = 8;

    private readonly Queue<Change> _changes = [];
    private int _rows;

    public void Add(Change change)
    {
        _changes.Enqueue(change);
        _rows += Rows(change);
        while (_changes.Count > maxEntries || (_rows > maxRows && _changes.Count > 1))
        {
            _rows -= Rows(_changes.Dequeue());
        }
    }

    /// <summary>The changes after the cursor, or null when the first of them is no longer here.</summary>
    public IEnumerable<Change>? Since(long cursor) =>
        _changes.TryPeek(out var oldest) && oldest.Cursor <= cursor + 1 ? _changes.Where(change => change.Cursor > cursor) : null;

    private static int Rows(Change change) => change switch
    {
        PointsAppended points => points.Batch.Rows * Math.Max(1, points.Batch.Metrics.Length),
        LinesLogged lines => lines.Lines.Sum(line => 1 + (line.Text.Length / CharactersOfAValue)),
        _ => 0,
    };
}
