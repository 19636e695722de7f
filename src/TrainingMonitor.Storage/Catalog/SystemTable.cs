using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>system_samples</c>.</summary>
internal static class SystemTable
{
    public static void Put(SqliteConnection connection, string host, string writer, SystemSample sample) =>
        Sql.Run(
            connection,
            "INSERT INTO system_samples (host, time, writer, data) VALUES ($1, $2, $3, $4) ON CONFLICT (host, time, writer) DO UPDATE SET data = excluded.data",
            host, sample.Time, writer, JsonSerializer.Serialize(sample, WireJson.Default.SystemSample));

    /// <summary>The newest sample of every host, by one look per host and not by reading all.</summary>
    public static IEnumerable<(string Host, SystemSample Sample)> Newest(SqliteConnection connection)
    {
        using var command = Sql.Command(
            connection,
            """
            WITH RECURSIVE hosts (host) AS (
              SELECT min(host) FROM system_samples
              UNION ALL
              SELECT (SELECT min(host) FROM system_samples WHERE host > hosts.host) FROM hosts WHERE hosts.host IS NOT NULL
            )
            SELECT s.host, s.data FROM hosts h JOIN system_samples s ON s.host = h.host AND s.time = (SELECT max(time) FROM system_samples WHERE host = h.host)
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (Of(reader.GetString(1)) is { } sample)
            {
                yield return (reader.GetString(0), sample);
            }
        }
    }

    /// <summary>In order of time. Both ends count.</summary>
    public static IEnumerable<SystemSample> Read(SqliteConnection connection, string host, long from, long to)
    {
        using var command = Sql.Command(connection, "SELECT data FROM system_samples WHERE host = $1 AND time BETWEEN $2 AND $3 ORDER BY time", host, from, to);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (Of(reader.GetString(0)) is { } sample)
            {
                yield return sample;
            }
        }
    }

    /// <summary>Null for one whose text is damaged: a gap of one sample.</summary>
    private static SystemSample? Of(string data) => StoredJson.Untold.Read("", data, WireJson.Default.SystemSample!, null);
}
