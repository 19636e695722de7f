using Microsoft.Data.Sqlite;
using SQLitePCL;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>pyramid</c>.</summary>
internal static class PyramidTable
{
    public static void Put(SqliteConnection connection, SeriesKey key, int level, long n, ByteSink node)
    {
        using var command = Sql.Command(
            connection,
            """
            INSERT INTO pyramid (run, metric, segment, level, n, data) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (run, metric, segment, level, n) DO UPDATE SET data = excluded.data
            """,
            key.Run,
            key.Metric,
            key.Segment,
            level,
            n);
        command.Parameters.Add(new SqliteParameter("$6", SqliteType.Blob) { Value = node.Buffer, Size = node.Length });
        command.ExecuteNonQuery();
    }

    /// <summary>The series of a run that have chunks.</summary>
    public static List<SeriesKey> Keys(SqliteConnection connection, long run)
    {
        var keys = new List<SeriesKey>();
        using var command = Sql.Command(connection, "SELECT DISTINCT metric, segment FROM pyramid WHERE run = $1", run);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            keys.Add(new SeriesKey(run, reader.GetInt32(0), reader.GetInt32(1)));
        }

        return keys;
    }

    /// <summary>
    /// The growing edge of a series as it is on disk. A damaged open node is made again from the nodes below it; at the lowest
    /// level it is left out and stays where it is.
    /// </summary>
    public static SeriesIndex LoadEdge(SqliteConnection connection, SeriesKey key, Action<string, string> damaged)
    {
        var index = new SeriesIndex();
        using var command = Sql.Command(
            connection,
            "SELECT n, data FROM pyramid WHERE run = $1 AND metric = $2 AND segment = $3 AND level = $4 ORDER BY n DESC LIMIT 1",
            key.Run,
            key.Metric,
            key.Segment,
            0);
        for (var level = 0; ; level++)
        {
            command.Parameters[3].Value = level;
            using var reader = command.ExecuteReader();
            if (!reader.Read())
            {
                return index;
            }

            var n = reader.GetInt32(0);
            var entries = new IndexEntry[SeriesIndex.Fan];
            var count = Decode((byte[])reader.GetValue(1), key, level, n, entries, damaged);
            if (count < 0)
            {
                count = level == 0 ? 0 : Again(connection, key, level, n, index.Levels[level - 1].Full, entries, damaged);
            }

            var isOver = count is SeriesIndex.Fan or 0;
            index.Load(isOver ? n + 1 : n, entries.AsSpan(0, isOver ? 0 : count));
        }
    }

    /// <summary>How many entries a node has, with them in place; −1, and told of, when its bytes are not what was written.</summary>
    public static int Decode(ReadOnlySpan<byte> data, SeriesKey key, int level, long n, Span<IndexEntry> entries, Action<string, string> damaged)
    {
        try
        {
            return IndexNodeCodec.Decode(data, entries);
        }
        catch (CorruptDataException e)
        {
            damaged($"node {n} of level {level} of metric {key.Metric} in segment {key.Segment}", e.Message);
            return -1;
        }
    }

    /// <summary>Nodes <paramref name="first"/> to <paramref name="last"/> of one level, which are there, in SQLite's own memory.</summary>
    public static void Read(SqliteConnection connection, SeriesKey key, int level, long first, long last, NodeRead read)
    {
        using var command = Sql.Command(
            connection,
            "SELECT n, data FROM pyramid WHERE run = $1 AND metric = $2 AND segment = $3 AND level = $4 AND n BETWEEN $5 AND $6 ORDER BY n",
            key.Run,
            key.Metric,
            key.Segment,
            level,
            first,
            last);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            read(reader.GetInt64(0), raw.sqlite3_column_blob(reader.Handle, 1));
        }
    }

    /// <summary>The entries of the last node of a level, from the full nodes below that the node before it has not.</summary>
    private static int Again(SqliteConnection connection, SeriesKey key, int level, long n, int below, IndexEntry[] entries, Action<string, string> damaged)
    {
        var first = n * SeriesIndex.Fan;
        var nodes = new IndexEntry[SeriesIndex.Fan];
        Read(connection, key, level, n - 1, n - 1, (before, data) =>
        {
            if (Decode(data, key, level, before, nodes, damaged) is > 0 and var there)
            {
                first = nodes[there - 1].Child + 1;
            }
        });

        var count = 0;
        Read(connection, key, level - 1, first, below - 1, (child, data) =>
        {
            if (count < SeriesIndex.Fan && Decode(data, key, level - 1, child, nodes, damaged) is > 0 and var children)
            {
                entries[count++] = IndexEntry.OfNode(child, nodes.AsSpan(0, children));
            }
        });
        return count;
    }
}

/// <summary>Takes a node's number and bytes, which are only good meanwhile.</summary>
internal delegate void NodeRead(long n, ReadOnlySpan<byte> data);

/// <summary>One series in one segment of its run.</summary>
internal readonly record struct SeriesKey(long Run, int Metric, int Segment);
