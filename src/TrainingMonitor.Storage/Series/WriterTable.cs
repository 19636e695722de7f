using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>writers</c>.</summary>
internal static class WriterTable
{
    public static void Put(SqliteConnection connection, long run, WriterState writer, bool isFenced) =>
        Sql.Run(
            connection,
            """
            INSERT INTO writers (run, writer, seq, accepted, rejected, fenced) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (run, writer) DO UPDATE SET
              seq = excluded.seq, accepted = excluded.accepted, rejected = excluded.rejected, fenced = excluded.fenced
            """,
            run,
            writer.Name,
            writer.PendingSeq,
            writer.Accepted,
            RejectedPoints.ToJson(writer.Rejected),
            isFenced ? 1 : 0);

    public static void ReadInto(SqliteConnection connection, long run, RunSeries series)
    {
        using var command = Sql.Command(connection, "SELECT writer, seq, accepted, rejected, fenced FROM writers WHERE run = $1", run);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var writer = series.Writer(reader.GetString(0));
            writer.Seq = writer.PendingSeq = reader.GetInt64(1);
            writer.Accepted = reader.GetInt64(2);
            writer.Rejected = RejectedPoints.FromJson(reader.TextOrNull(3));
            writer.Fenced = reader.GetInt64(4) != 0;
        }
    }
}
