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

    public static List<string> Hosts(SqliteConnection connection)
    {
        using var command = Sql.Command(
            connection,
            """
            WITH RECURSIVE hosts (host) AS (
              SELECT min(host) FROM system_samples
              UNION ALL
              SELECT (SELECT min(host) FROM system_samples WHERE host > hosts.host) FROM hosts WHERE hosts.host IS NOT NULL
            )
            SELECT host FROM hosts WHERE host IS NOT NULL
            """);
        using var reader = command.ExecuteReader();
        var hosts = new List<string>();
        while (reader.Read())
        {
            hosts.Add(reader.GetString(0));
        }

        return hosts;
    }

    /// <summary>
    /// Moves up to so many of a host's oldest samples before a moment into their minutes; how many is said. The newest sample of
    /// a host always stays, so that the host stays known.
    /// </summary>
    public static int FoldSome(SqliteConnection connection, string host, long before, int most)
    {
        var minutes = new SortedDictionary<long, SystemMinute>();
        var (count, lastTime, lastWriter) = (0, 0L, "");
        using (var command = Sql.Command(
            connection,
            """
            SELECT time, writer, data FROM system_samples
            WHERE host = $1 AND time < min($2, (SELECT max(time) FROM system_samples WHERE host = $1)) ORDER BY time, writer LIMIT $3
            """,
            host, before, most))
        {
            using var reader = command.ExecuteReader();
            for (; reader.Read(); count++)
            {
                (lastTime, lastWriter) = (reader.GetInt64(0), reader.GetString(1));
                var begin = SystemMinute.BeginOf(lastTime);
                if (!minutes.TryGetValue(begin, out var minute))
                {
                    minutes.Add(begin, minute = new SystemMinute(host, begin));
                }

                foreach (var (name, value) in Of(reader.GetString(2)) is { } sample ? SystemNumbers.Of(sample) : [])
                {
                    minute.Add(name, NumberSummary.Of(value));
                }
            }
        }

        foreach (var minute in minutes.Values)
        {
            SystemMinuteTable.Join(connection, minute);
        }

        return count == 0
            ? 0
            : Sql.Run(connection, "DELETE FROM system_samples WHERE host = $1 AND (time, writer) <= ($2, $3)", host, lastTime, lastWriter);
    }

    /// <summary>Null for one whose text is damaged: a gap of one sample.</summary>
    private static SystemSample? Of(string data) => StoredJson.Untold.Read("", data, WireJson.Default.SystemSample!, null);
}
