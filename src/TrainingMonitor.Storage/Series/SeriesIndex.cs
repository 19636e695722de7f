namespace TrainingMonitor.Storage;

/// <summary>
/// The growing edge of one series' pyramid: per level how many full nodes there are and the entries of the one that is not
/// full. Full nodes never change. Changed under the gate of the run; arrays of entries only grow at their end or are replaced,
/// so a snapshot is references and counts.
/// </summary>
internal sealed class SeriesIndex
{
    public const int Fan = 32;
    private readonly List<IndexLevel> _levels = [];

    public IReadOnlyList<IndexLevel> Levels => _levels;

    public void Load(int full, ReadOnlySpan<IndexEntry> open) => _levels.Add(new IndexLevel(full, open));

    /// <summary>Adds a chunk; a node that fills up is told and summarised one level above.</summary>
    public void Add(IndexEntry entry, Action<int, long, ReadOnlySpan<IndexEntry>> closed)
    {
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count)
            {
                _levels.Add(new IndexLevel(0, []));
            }

            var node = _levels[level];
            node.Add(entry);
            if (node.Count < Fan)
            {
                return;
            }

            closed(level, node.Full, node.Open);
            entry = IndexEntry.OfNode(node.Full, node.Open);
            node.Close();
        }
    }

    /// <summary>A copy to work on inside a transaction.</summary>
    public SeriesIndex Copy()
    {
        var copy = new SeriesIndex();
        foreach (var level in _levels)
        {
            copy.Load(level.Full, level.Open);
        }

        return copy;
    }

    /// <summary>What a reader may walk without the gate, highest level first.</summary>
    public IndexEdge[] Snapshot()
    {
        var edges = new IndexEdge[_levels.Count];
        for (var level = 0; level < edges.Length; level++)
        {
            edges[^(level + 1)] = _levels[level].Edge(level);
        }

        return edges;
    }
}

/// <summary>One level of a pyramid: full nodes 0…<see cref="Full"/> − 1, and the entries of the open one.</summary>
internal sealed class IndexLevel
{
    private IndexEntry[] _open;

    public IndexLevel(int full, ReadOnlySpan<IndexEntry> open)
    {
        Full = full;
        _open = new IndexEntry[SeriesIndex.Fan];
        open.CopyTo(_open);
        Count = open.Length;
    }

    public int Full { get; private set; }

    public int Count { get; private set; }

    public ReadOnlySpan<IndexEntry> Open => _open.AsSpan(0, Count);

    public void Add(in IndexEntry entry) => _open[Count++] = entry;

    public void Close()
    {
        Full++;
        Count = 0;
        _open = new IndexEntry[SeriesIndex.Fan];
    }

    public IndexEdge Edge(int level) => new(level, _open, Count);
}

/// <summary>The open node of one level at one moment.</summary>
internal readonly record struct IndexEdge(int Level, IndexEntry[] Entries, int Count);
