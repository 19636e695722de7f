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

    public static IEnumerable<SegmentState> Read(SqliteConnection connection, long run)
    {
        yield return new SegmentState(1, null);
        using var command = Sql.Command(connection, "SELECT segment, from_step FROM segments WHERE run = $1 ORDER BY segment", run);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new SegmentState(reader.GetInt32(0), reader.LongOrNull(1));
        }
    }
}
