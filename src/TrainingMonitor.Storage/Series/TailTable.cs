using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>tail</c>: acknowledged batches that are not in chunks yet.</summary>
internal static class TailTable
{
    public static void Insert(SqliteConnection connection, long run, long n, ByteSink row)
    {
        using var command = Sql.Command(connection, "INSERT INTO tail (run, n, data) VALUES ($1, $2, $3)", run, n);
        command.Parameters.Add(new SqliteParameter("$3", SqliteType.Blob) { Value = row.Buffer, Size = row.Length });
        command.ExecuteNonQuery();
    }

    public static void Delete(SqliteConnection connection, long run, long beforeRow) =>
        Sql.Run(connection, "DELETE FROM tail WHERE run = $1 AND n < $2", run, beforeRow);

    /// <summary>All rows of runs that are not deleted, in the order in which they were acknowledged.</summary>
    public static IEnumerable<(long Run, long N, byte[] Data)> ReadAll(SqliteConnection connection, Action lost)
    {
        const string All = "SELECT run, n, data FROM tail WHERE run NOT IN (SELECT run FROM runs WHERE is_deleted = 1)";
        foreach (var reader in SoundRows.Of(connection, All, ["run", "n"], lost))
        {
            yield return (reader.GetInt64(0), reader.GetInt64(1), (byte[])reader.GetValue(2));
        }
    }
}
