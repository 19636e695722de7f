using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// Makes the entries of a damaged node again from what they described: nodes one level below, or the chunks themselves. Which
/// chunks those were follows from the nodes beside it; where that is in doubt they stay left out, because a wrong place is worse
/// than a gap.
/// </summary>
internal sealed class NodeRepair(SqliteConnection connection, SeriesKey key, Action<string, string> damaged)
{
    /// <summary>How many entries there are now, with them in place.</summary>
    public int Make(int level, long n, Span<IndexEntry> entries) => level == 0 ? FromChunks(n, entries) : FromNodes(level, n, entries);

    private int FromNodes(int level, long n, Span<IndexEntry> entries)
    {
        var first = n == 0 ? 0 : Read(level, n - 1) is { Length: > 0 } before ? before[^1].Child + 1 : n * SeriesIndex.Fan;
        var count = 0;
        var below = new IndexEntry[SeriesIndex.Fan];

        // One number more says whether the last one is closed: the open node of the level below is no entry yet.
        var numbers = Numbers(level - 1, first, first + SeriesIndex.Fan);
        foreach (var child in numbers.Take(SeriesIndex.Fan))
        {
            var children = Read(level - 1, child);
            var there = children?.Length ?? Make(level - 1, child, below);
            if (there > 0 && (there == SeriesIndex.Fan || child < numbers[^1]))
            {
                entries[count++] = IndexEntry.OfNode(child, children ?? below.AsSpan(0, there));
            }
        }

        return count;
    }

    private int FromChunks(long n, Span<IndexEntry> entries)
    {
        // Damaged nodes before this one, or after it, have the same stretch of chunks.
        var (skip, after) = (0L, 0L);
        for (var before = n - 1; before >= 0; before--, skip += SeriesIndex.Fan)
        {
            if (Read(0, before) is { Length: > 0 } known)
            {
                after = known[^1].Child;
                break;
            }
        }

        var until = Numbers(0, n + 1, long.MaxValue).Select(next => Read(0, next)).FirstOrDefault(next => next is { Length: > 0 })?[0].Child ?? long.MaxValue;
        if (OfOtherSegments() is not { } others)
        {
            return 0;
        }

        using var blob = new ChunkBlob(connection);
        var reader = new ChunkReader(blob, ReadCache.None);
        var count = 0;
        foreach (var chunk in Chunks(after, until).Where(chunk => !others.Contains(chunk)))
        {
            if (count == SeriesIndex.Fan)
            {
                break;
            }

            try
            {
                if (reader.Has(chunk, key.Metric) && skip-- <= 0)
                {
                    using var points = reader.Read(chunk, key.Metric, out var folds);
                    entries[count++] = points?.View.Copy() is { } copy
                        ? IndexEntry.OfChunk(chunk, copy.Steps, copy.Times, copy.Values)
                        : IndexEntry.OfNode(chunk, [.. Enumerable.Range(0, folds!.Count).Select(i => folds[i].Entry)]);
                }
            }
            catch (CorruptDataException e)
            {
                damaged($"chunk {chunk} of metric {key.Metric}", e.Message);
                if (skip > 0)
                {
                    return 0;
                }
            }
        }

        return count;
    }

    private List<long> Numbers(int level, long first, long last) => Longs(
        "SELECT n FROM pyramid WHERE run = $1 AND metric = $2 AND segment = $3 AND level = $4 AND n BETWEEN $5 AND $6 ORDER BY n",
        key.Run, key.Metric, key.Segment, level, first, last);

    private List<long> Chunks(long after, long until) =>
        Longs("SELECT chunk FROM chunks WHERE run = $1 AND chunk > $2 AND chunk < $3 ORDER BY chunk", key.Run, after, until);

    /// <summary>Chunks do not say their segment: what another one's nodes list is not this one's. Null where such a node is damaged.</summary>
    private HashSet<long>? OfOtherSegments()
    {
        var others = new HashSet<long>();
        var entries = new IndexEntry[SeriesIndex.Fan];
        using var command = Sql.Command(
            connection, "SELECT data FROM pyramid WHERE run = $1 AND metric = $2 AND segment <> $3 AND level = 0", key.Run, key.Metric, key.Segment);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            try
            {
                foreach (ref readonly var entry in entries.AsSpan(0, IndexNodeCodec.Decode((byte[])reader.GetValue(0), entries)))
                {
                    others.Add(entry.Child);
                }
            }
            catch (CorruptDataException)
            {
                return null;
            }
        }

        return others;
    }

    /// <summary>A node that is sound, or null.</summary>
    private IndexEntry[]? Read(int level, long n)
    {
        IndexEntry[]? found = null;
        PyramidTable.Read(connection, key, level, n, n, (_, data) =>
        {
            try
            {
                var entries = new IndexEntry[SeriesIndex.Fan];
                found = entries[..IndexNodeCodec.Decode(data, entries)];
            }
            catch (CorruptDataException)
            {
                found = null;
            }
        });
        return found;
    }

    private List<long> Longs(string sql, params object[] values)
    {
        var longs = new List<long>();
        using var command = Sql.Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            longs.Add(reader.GetInt64(0));
        }

        return longs;
    }
}
