using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>events</c>.</summary>
internal static class EventTable
{
    /// <summary>Without a run.s number the event is of no run, or of one that is gone.</summary>
    public static void Insert(SqliteConnection connection, long? run, Event e) =>
        Sql.Run(
            connection,
            "INSERT INTO events (run, run_id, id, time, kind, level, message, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            run,
            run is null ? e.RunId : null,
            e.Id,
            e.Time.Microseconds,
            WireWord<EventKind>.Of(e.Kind),
            WireWord<EventLevel>.Of(e.Level),
            e.Message,
            e.Data?.GetRawText());

    public static IEnumerable<(long N, Event Event)> Read(
        SqliteConnection connection, long? run, long before, int limit, IEnumerable<EventKind> kinds, IEnumerable<EventLevel> levels)
    {
        var conditions = new List<string> { "e.n < $1", "coalesce(r.is_deleted, 0) = 0" };
        if (run is not null)
        {
            conditions.Add("e.run = $2");
        }

        AddWords(conditions, "e.kind", kinds.Select(WireWord<EventKind>.Of));
        AddWords(conditions, "e.level", levels.Select(WireWord<EventLevel>.Of));
        using var command = Sql.Command(
            connection,
            $"""
             SELECT e.n, coalesce(r.id, e.run_id), e.id, e.time, e.kind, e.level, e.message, e.data
             FROM events e LEFT JOIN runs r ON r.run = e.run
             WHERE {string.Join(" AND ", conditions)} ORDER BY e.n DESC LIMIT $3
             """,
            before,
            run,
            limit);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetInt64(0), Of(reader));
        }
    }

    /// <summary>The words come from an enum, never from a client.</summary>
    private static void AddWords(List<string> conditions, string column, IEnumerable<string> words)
    {
        var list = string.Join(", ", words.Select(word => $"'{word}'"));
        if (list.Length > 0)
        {
            conditions.Add($"{column} IN ({list})");
        }
    }

    private static Event Of(SqliteDataReader reader) => new()
    {
        RunId = reader.TextOrNull(1),
        Id = reader.GetString(2),
        Time = new Instant(reader.GetInt64(3)),
        Kind = WireWord<EventKind>.TryParse(reader.GetString(4), out var kind) ? kind : EventKind.Note,
        Level = WireWord<EventLevel>.TryParse(reader.GetString(5), out var level) ? level : EventLevel.Info,
        Message = reader.GetString(6),
        Data = StoredJson.Untold.Element("", reader.TextOrNull(7)),
    };
}
