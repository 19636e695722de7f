namespace TrainingMonitor.Storage;

internal delegate Verdict EntryVerdict(in EntryJudge judge, in IndexEntry entry);

internal delegate void EntryTake(in IndexEntry entry, int order);

/// <summary>Walks the parts of a line one after the other: what is known is taken at once, the chunks that are cut are listed.</summary>
internal sealed class LineVisitor(EntryVerdict judge, EntryTake take) : IPyramidVisitor
{
    private EntryJudge _judge;

    public List<CutChunk> Chunks { get; } = [];

    /// <summary>How many pieces came so far; the next one's place in order of arrival.</summary>
    public int Order { get; private set; }

    public void Begin(in EntryJudge part) => _judge = part;

    /// <summary>The place of a piece that is not in the pyramid.</summary>
    public int Next() => Order++;

    public Verdict Judge(in IndexEntry entry) => judge(_judge, entry);

    public void Take(in IndexEntry entry) => take(entry, Order++);

    public void Cut(in IndexEntry entry) => Chunks.Add(new CutChunk(entry.Child, Order++, _judge.Steps, entry.HasSortedTimes));
}
