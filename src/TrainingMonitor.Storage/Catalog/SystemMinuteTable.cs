using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>system_minutes</c>.</summary>
internal static class SystemMinuteTable
{
    /// <summary>Adds a minute, to what there is of it already.</summary>
    public static void Join(SqliteConnection connection, SystemMinute minute)
    {
        if (Sql.Scalar<string>(connection, "SELECT data FROM system_minutes WHERE host = $1 AND minute = $2", minute.Host, minute.Begin) is { } known)
        {
            minute.AddJson(known);
        }

        Sql.Run(
            connection,
            "INSERT INTO system_minutes (host, minute, data) VALUES ($1, $2, $3) ON CONFLICT (host, minute) DO UPDATE SET data = excluded.data",
            minute.Host, minute.Begin, minute.ToJson());
    }

    /// <summary>Those that reach into a range; both ends count.</summary>
    public static IEnumerable<SystemMinute> Read(SqliteConnection connection, string host, long from, long to)
    {
        using var command = Sql.Command(
            connection, "SELECT host, minute, data FROM system_minutes WHERE host = $1 AND minute > $2 AND minute <= $3 ORDER BY minute",
            host, SystemMinute.BeginOf(from) - 1, to);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return Of(reader);
        }
    }

    /// <summary>All hosts' of a range without its end.</summary>
    public static List<SystemMinute> ReadAll(SqliteConnection connection, long from, long before)
    {
        using var command = Sql.Command(
            connection, "SELECT host, minute, data FROM system_minutes WHERE minute >= $1 AND minute < $2 ORDER BY minute, host", from, before);
        using var reader = command.ExecuteReader();
        var minutes = new List<SystemMinute>();
        while (reader.Read())
        {
            minutes.Add(Of(reader));
        }

        return minutes;
    }

    public static long? Oldest(SqliteConnection connection) => Sql.Scalar<long?>(connection, "SELECT min(minute) FROM system_minutes");

    /// <summary>Removes some of a range; how many is said.</summary>
    public static int DeleteSome(SqliteConnection connection, long from, long before, int most) => Sql.Run(
        connection,
        "DELETE FROM system_minutes WHERE (host, minute) IN (SELECT host, minute FROM system_minutes WHERE minute >= $1 AND minute < $2 LIMIT $3)",
        from, before, most);

    private static SystemMinute Of(SqliteDataReader reader)
    {
        var minute = new SystemMinute(reader.GetString(0), reader.GetInt64(1));
        minute.AddJson(reader.GetString(2));
        return minute;
    }
}
