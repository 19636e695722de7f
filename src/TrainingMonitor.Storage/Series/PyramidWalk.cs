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

/// <summary>Asks something of a series: says how far down to look, and takes what is found, in order of arrival.</summary>
internal interface IPyramidVisitor
{
    Verdict Judge(in IndexEntry entry);

    /// <summary>An entry whose summary is enough.</summary>
    void Take(in IndexEntry entry);

    /// <summary>An entry of a chunk that must be decoded.</summary>
    void Cut(in IndexEntry entry);
}

/// <summary>
/// Walks the pyramid of a series down to what a question needs. The children of a node that are wanted are read in one
/// statement, and let go before the next node's. Uses one connection and is for one thread.
/// </summary>
internal sealed class PyramidWalk(SqliteConnection connection, ReadCache cache, Action<string, string> damaged)
{
    private const int MostGap = 4;

    public SqliteConnection Connection => connection;

    public void Visit(SeriesKey key, IndexEdge[] edges, IPyramidVisitor visitor)
    {
        foreach (var edge in edges)
        {
            Visit(key, edge.Level, edge.Entries.AsSpan(0, edge.Count), visitor);
        }
    }

    private void Visit(SeriesKey key, int level, ReadOnlySpan<IndexEntry> entries, IPyramidVisitor visitor)
    {
        if (level > 0)
        {
            VisitBelow(key, level, entries, visitor);
            return;
        }

        foreach (ref readonly var entry in entries)
        {
            switch (visitor.Judge(entry))
            {
                case Verdict.Whole:
                    visitor.Take(entry);
                    break;
                case Verdict.Split:
                    visitor.Cut(entry);
                    break;
            }
        }
    }

    private void VisitBelow(SeriesKey key, int level, ReadOnlySpan<IndexEntry> entries, IPyramidVisitor visitor)
    {
        Span<Verdict> verdicts = stackalloc Verdict[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            verdicts[i] = visitor.Judge(entries[i]);
        }

        var nodes = new PyramidNode?[entries.Length];
        try
        {
            Fetch(key, level - 1, entries, verdicts, nodes);
            for (var i = 0; i < entries.Length; i++)
            {
                if (verdicts[i] == Verdict.Whole)
                {
                    visitor.Take(entries[i]);
                }
                else if (nodes[i] is { } node)
                {
                    Visit(key, level - 1, node.Entries, visitor);
                }
            }
        }
        finally
        {
            foreach (var node in nodes)
            {
                node?.Dispose();
            }
        }
    }

    /// <summary>The children of the entries that are split, from the cache or the file.</summary>
    private void Fetch(SeriesKey key, int level, ReadOnlySpan<IndexEntry> entries, ReadOnlySpan<Verdict> verdicts, PyramidNode?[] nodes)
    {
        // Where in the entries each missing node is wanted.
        var missing = new List<(long N, int At)>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            if (verdicts[i] == Verdict.Split && (nodes[i] = cache.Node(key, level, entries[i].Child)) is null)
            {
                missing.Add((entries[i].Child, i));
            }
        }

        for (var start = 0; start < missing.Count;)
        {
            var end = start + 1;
            while (end < missing.Count && missing[end].N - missing[end - 1].N <= MostGap)
            {
                end++;
            }

            Fetch(key, level, missing[start..end], nodes);
            start = end;
        }
    }

    private void Fetch(SeriesKey key, int level, List<(long N, int At)> wanted, PyramidNode?[] nodes)
    {
        var next = 0;
        try
        {
            PyramidTable.Read(connection, key, level, wanted[0].N, wanted[^1].N, (n, data) =>
            {
                cache.Touched(data.Length);
                if (next < wanted.Count && wanted[next].N == n)
                {
                    nodes[wanted[next++].At] = Decode(key, level, n, data);
                }
            });
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            damaged($"nodes from {wanted[next].N} of level {level} of metric {key.Metric} in segment {key.Segment}", e.Message);
            return;
        }

        if (next < wanted.Count)
        {
            throw new StaleViewException($"node {wanted[next].N} of level {level}");
        }
    }

    private PyramidNode Decode(SeriesKey key, int level, long n, ReadOnlySpan<byte> data)
    {
        var cell = cache.RentNode();
        var count = PyramidTable.Decode(connection, data, key, level, n, cell.Entries, damaged);
        var node = new PyramidNode(cell, count);
        if (count > 0)
        {
            cache.Keep(key, level, n, node);
        }

        return node;
    }
}
