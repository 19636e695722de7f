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
    /// The growing edge of a series as it is on disk. A damaged open node is made again from what lies below it.
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
            var count = Decode(connection, (byte[])reader.GetValue(1), key, level, n, entries, damaged);
            var isOver = count is SeriesIndex.Fan or 0;
            index.Load(isOver ? n + 1 : n, entries.AsSpan(0, isOver ? 0 : count));
        }
    }

    /// <summary>
    /// How many entries a node has, with them in place. When its bytes are not what was written it is told of, and they are made
    /// again from what lies below.
    /// </summary>
    public static int Decode(SqliteConnection connection, ReadOnlySpan<byte> data, SeriesKey key, int level, long n, Span<IndexEntry> entries, Action<string, string> damaged)
    {
        try
        {
            return IndexNodeCodec.Decode(data, entries);
        }
        catch (CorruptDataException e)
        {
            damaged($"node {n} of level {level} of metric {key.Metric} in segment {key.Segment}", e.Message);
            return new NodeRepair(connection, key, damaged).Make(level, n, entries);
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
}

/// <summary>Takes a node's number and bytes, which are only good meanwhile.</summary>
internal delegate void NodeRead(long n, ReadOnlySpan<byte> data);

/// <summary>One series in one segment of its run.</summary>
internal readonly record struct SeriesKey(long Run, int Metric, int Segment);
