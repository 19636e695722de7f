using Microsoft.Data.Sqlite;
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
            var entries = Decode((byte[])reader.GetValue(1), key, level, n, damaged)
                ?? (level == 0 ? [] : Again(connection, key, level, n, index.Levels[level - 1].Full, damaged));
            var isOver = entries.Length is SeriesIndex.Fan or 0;
            index.Load(isOver ? n + 1 : n, isOver ? [] : entries);
        }
    }

    /// <summary>The entries of a node; null, and told of, when its bytes are not what was written.</summary>
    public static IndexEntry[]? Decode(byte[] data, SeriesKey key, int level, long n, Action<string, string> damaged)
    {
        try
        {
            return IndexNodeCodec.Decode(data);
        }
        catch (CorruptDataException e)
        {
            damaged($"node {n} of level {level} of metric {key.Metric} in segment {key.Segment}", e.Message);
            return null;
        }
    }

    /// <summary>Nodes <paramref name="first"/> to <paramref name="last"/> of one level, which are there.</summary>
    public static IEnumerable<(long N, byte[] Data)> Read(SqliteConnection connection, SeriesKey key, int level, long first, long last)
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
            yield return (reader.GetInt64(0), (byte[])reader.GetValue(1));
        }
    }

    /// <summary>The entries of the last node of a level, from the full nodes below that the node before it has not.</summary>
    private static IndexEntry[] Again(SqliteConnection connection, SeriesKey key, int level, long n, int below, Action<string, string> damaged)
    {
        var first = n * SeriesIndex.Fan;
        foreach (var (before, data) in Read(connection, key, level, n - 1, n - 1))
        {
            first = Decode(data, key, level, before, damaged)?[^1].Child + 1 ?? first;
        }

        var entries = new List<IndexEntry>(SeriesIndex.Fan);
        foreach (var (child, data) in Read(connection, key, level - 1, first, below - 1))
        {
            if (entries.Count < SeriesIndex.Fan && Decode(data, key, level - 1, child, damaged) is { } children)
            {
                entries.Add(IndexEntry.OfNode(child, children));
            }
        }

        return [.. entries];
    }
}

/// <summary>One series in one segment of its run.</summary>
internal readonly record struct SeriesKey(long Run, int Metric, int Segment);
