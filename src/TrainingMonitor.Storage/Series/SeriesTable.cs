using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>series</c>: the metrics of each run in one blob.</summary>
internal static class SeriesTable
{
    public static void Put(SqliteConnection connection, long run, ByteSink blob)
    {
        using var command = Sql.Command(
            connection, "INSERT INTO series (run, data) VALUES ($1, $2) ON CONFLICT (run) DO UPDATE SET data = excluded.data", run);
        command.Parameters.Add(new SqliteParameter("$2", SqliteType.Blob) { Value = blob.Buffer, Size = blob.Length });
        command.ExecuteNonQuery();
    }

    public static byte[]? Read(SqliteConnection connection, long run) =>
        Sql.Scalar<byte[]>(connection, "SELECT data FROM series WHERE run = $1", run);

    public static IEnumerable<(long Run, byte[] Data)> ReadAll(SqliteConnection connection)
    {
        using var command = Sql.Command(connection, "SELECT run, data FROM series ORDER BY run");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetInt64(0), (byte[])reader.GetValue(1));
        }
    }
}
