using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>segments</c>.</summary>
internal static class SegmentTable
{
    public static void Put(SqliteConnection connection, long run, SegmentState segment) =>
        Sql.Run(
            connection,
            "INSERT INTO segments (run, segment, from_step) VALUES ($1, $2, $3) ON CONFLICT (run, segment) DO UPDATE SET from_step = excluded.from_step",
            run,
            segment.Number,
            segment.FromStep);

    public static void ReadInto(SqliteConnection connection, Dictionary<long, RunEntry> runs)
    {
        using var command = Sql.Command(connection, "SELECT run, segment, from_step FROM segments ORDER BY run, segment");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var series = runs[reader.GetInt64(0)].Series;
            series.SetSegments([.. series.Segments, new SegmentState(reader.GetInt32(1), reader.LongOrNull(2))]);
        }
    }
}
