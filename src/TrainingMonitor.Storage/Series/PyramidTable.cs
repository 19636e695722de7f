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

    /// <summary>The growing edge of a series as it is on disk.</summary>
    public static SeriesIndex LoadEdge(SqliteConnection connection, SeriesKey key)
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

            var entries = IndexNodeCodec.Decode((byte[])reader.GetValue(1));
            var n = reader.GetInt32(0);
            var isFull = entries.Length == SeriesIndex.Fan;
            index.Load(isFull ? n + 1 : n, isFull ? [] : entries);
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
}

/// <summary>One series in one segment of its run.</summary>
internal readonly record struct SeriesKey(long Run, int Metric, int Segment);
