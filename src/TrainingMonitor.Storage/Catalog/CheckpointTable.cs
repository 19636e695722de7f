using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>checkpoints</c>.</summary>
internal static class CheckpointTable
{
    // Descriptions of many tensors are long: a page ends when it has this much of them.
    private const int PageText = 8 << 20;

    private const string Columns =
        "id, step, name, filepath, size, sha256, validity, reason, format, structure, metrics, metadata, is_best, stored, created_at";

    private const string Select =
        "SELECT c.n, r.id, c.id, c.step, c.name, c.filepath, c.size, c.sha256, c.validity, c.reason, c.format, c.structure, c.metrics, c.metadata, " +
        "c.is_best, c.stored, c.created_at FROM checkpoints c JOIN runs r ON r.run = c.run";

    private static readonly string PutText =
        $"""
         INSERT INTO checkpoints (run, {Columns}) VALUES ({string.Join(", ", Enumerable.Range(1, 16).Select(i => "$" + i))})
         ON CONFLICT (id) DO UPDATE SET {string.Join(", ", Columns.Split(", ").Skip(1).Select(column => $"{column} = excluded.{column}"))}
         """;

    public static void Put(SqliteConnection connection, long run, Checkpoint c) =>
        Sql.Run(
            connection,
            PutText,
            run, c.Id, c.Step, c.Name, c.Filepath, c.Size, c.Sha256, WireWord<CheckpointValidity>.Of(c.Validity), c.Reason, c.Format,
            c.Structure is null ? null : JsonSerializer.Serialize(c.Structure, WireJson.Default.CheckpointStructure),
            JsonSerializer.Serialize(c.Metrics, WireJson.Default.IReadOnlyDictionaryStringDouble),
            c.Metadata.GetRawText(), c.IsBest ? 1 : 0, WireWord<CheckpointOrigin>.Of(c.Stored), c.CreatedAt.Microseconds);

    /// <summary>Takes the mark from the checkpoint of the run that has it.</summary>
    public static void ClearBest(SqliteConnection connection, long run) =>
        Sql.Run(connection, "UPDATE checkpoints SET is_best = 0 WHERE run = $1 AND is_best = 1", run);

    public static void Delete(SqliteConnection connection, string id) => Sql.Run(connection, "DELETE FROM checkpoints WHERE id = $1", id);

    public static Checkpoint? Find(SqliteConnection connection, string id)
    {
        using var command = Sql.Command(connection, Select + " WHERE c.id = $1", id);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Of(reader) : null;
    }

    public static long Count(SqliteConnection connection, long run) =>
        Sql.Scalar<long>(connection, "SELECT count(*) FROM checkpoints WHERE run = $1", run);

    /// <summary>Newest first, each with its number; fewer than the limit where their descriptions are long.</summary>
    public static IEnumerable<(long N, Checkpoint Checkpoint)> Read(SqliteConnection connection, long run, long before, int limit)
    {
        using var command = Sql.Command(connection, Select + " WHERE c.run = $1 AND c.n < $2 ORDER BY c.n DESC LIMIT $3", run, before, limit);
        using var reader = command.ExecuteReader();
        var text = 0L;
        while (reader.Read())
        {
            yield return (reader.GetInt64(0), Of(reader));
            text += reader.TextOrNull(11)?.Length ?? 0;
            if (text > PageText)
            {
                yield break;
            }
        }
    }

    public static HashSet<string> Ids(SqliteConnection connection, long run)
    {
        using var command = Sql.Command(connection, "SELECT id FROM checkpoints WHERE run = $1", run);
        using var reader = command.ExecuteReader();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private static Checkpoint Of(SqliteDataReader reader) => new()
    {
        RunId = reader.GetString(1),
        Id = reader.GetString(2),
        Step = reader.LongOrNull(3),
        Name = reader.GetString(4),
        Filepath = reader.GetString(5),
        Size = reader.LongOrNull(6),
        Sha256 = reader.TextOrNull(7),
        Validity = WireWord<CheckpointValidity>.TryParse(reader.GetString(8), out var validity) ? validity : CheckpointValidity.Unverified,
        Reason = reader.TextOrNull(9),
        Format = reader.GetString(10),
        Structure = StoredJson.Untold.Read("", reader.TextOrNull(11), WireJson.Default.CheckpointStructure!, null),
        Metrics = StoredJson.Untold.Read("", reader.GetString(12), WireJson.Default.IReadOnlyDictionaryStringDouble, new Dictionary<string, double>()),
        Metadata = StoredJson.Untold.Element("", reader.GetString(13)) ?? StoredJson.Empty,
        IsBest = reader.GetInt64(14) != 0,
        Stored = WireWord<CheckpointOrigin>.TryParse(reader.GetString(15), out var stored) ? stored : CheckpointOrigin.Registered,
        CreatedAt = new Instant(reader.GetInt64(16)),
    };
}
