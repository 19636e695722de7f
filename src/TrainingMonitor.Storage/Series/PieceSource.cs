using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>What to do with an entry of the pyramid.</summary>
internal enum Verdict
{
    Skip,

    /// <summary>Its summary is enough.</summary>
    Whole,

    /// <summary>Its children must be looked at; a chunk is decoded.</summary>
    Split,
}

internal delegate Verdict Judgement(in IndexEntry entry, int level);

/// <summary>An entry that is taken whole, or a chunk to decode.</summary>
internal readonly struct Piece(IndexEntry[] node, int index, bool isWhole)
{
    public bool IsWhole => isWhole;

    public ref readonly IndexEntry Entry => ref node[index];
}

/// <summary>
/// Walks the pyramid of a series down to the pieces that a question needs, and decodes chunks. Level by level, so that the
/// nodes of a level are read in few statements. Uses one connection and is for one thread.
/// </summary>
internal sealed class PieceSource(SqliteConnection connection, ReadCache cache, Action<string, string> damaged)
{
    private const int MostGap = 4;

    public SqliteConnection Connection => connection;

    /// <summary>The pieces in order of arrival.</summary>
    public List<Piece> Narrow(SeriesKey key, IndexEdge[] edges, Judgement judge)
    {
        var pieces = new List<Piece>();
        foreach (var edge in edges)
        {
            NarrowNode(key, edge, judge, pieces);
        }

        return pieces;
    }

    public PointColumns Decode(SeriesKey key, in IndexEntry entry)
    {
        using var blob = new ChunkBlob(connection);
        return new ChunkDecoder(blob, cache, 1).Read(entry.Child, key.Metric);
    }

    private void NarrowNode(SeriesKey key, IndexEdge edge, Judgement judge, List<Piece> pieces)
    {
        var level = edge.Level;
        var open = new List<Piece>();
        for (var i = 0; i < edge.Count; i++)
        {
            Sort(edge.Entries, i, judge(edge.Entries[i], level), open);
        }

        for (; level > 0 && open.Exists(piece => !piece.IsWhole); level--)
        {
            open = Below(key, level, open, judge);
        }

        pieces.AddRange(open);
    }

    private static void Sort(IndexEntry[] node, int index, Verdict verdict, List<Piece> pieces)
    {
        if (verdict != Verdict.Skip)
        {
            pieces.Add(new Piece(node, index, verdict == Verdict.Whole));
        }
    }

    /// <summary>The same with each split entry replaced by its children; entries taken whole stay, whatever their level.</summary>
    private List<Piece> Below(SeriesKey key, int level, List<Piece> pieces, Judgement judge)
    {
        var nodes = Nodes(key, level - 1, pieces);
        var below = new List<Piece>(pieces.Count * 2);
        foreach (var piece in pieces)
        {
            if (piece.IsWhole)
            {
                below.Add(piece);
                continue;
            }

            var children = nodes.TryGetValue(piece.Entry.Child, out var found) ? found : throw new StaleViewException($"node {piece.Entry.Child} of level {level - 1}");
            for (var i = 0; i < children.Length; i++)
            {
                Sort(children, i, judge(children[i], level - 1), below);
            }
        }

        return below;
    }

    private Dictionary<long, IndexEntry[]> Nodes(SeriesKey key, int level, List<Piece> pieces)
    {
        var nodes = new Dictionary<long, IndexEntry[]>();
        var missing = new List<long>();
        foreach (var piece in pieces)
        {
            if (piece.IsWhole)
            {
                continue;
            }

            var n = piece.Entry.Child;
            if (cache.Node(key, level, n) is { } known)
            {
                nodes[n] = known;
            }
            else
            {
                missing.Add(n);
            }
        }

        missing.Sort();
        for (var start = 0; start < missing.Count;)
        {
            var end = start + 1;
            while (end < missing.Count && missing[end] - missing[end - 1] <= MostGap)
            {
                end++;
            }

            foreach (var (n, data) in PyramidTable.Read(connection, key, level, missing[start], missing[end - 1]))
            {
                cache.Touched(data.Length);
                if (PyramidTable.Decode(data, key, level, n, damaged) is { } entries)
                {
                    cache.Keep(key, level, n, entries);
                    nodes[n] = entries;
                }
                else
                {
                    nodes[n] = [];
                }
            }

            start = end;
        }

        return nodes;
    }
}
