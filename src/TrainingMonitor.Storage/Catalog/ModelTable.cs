using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>models</c>.</summary>
internal static class ModelTable
{
    private const string Columns =
        "id, name, stage, status, error, run_id, checkpoint_id, step, base_model, dataset_id, filepath, is_stored, file_name, format, size, sha256, " +
        "structure, metrics, metadata, notes, created_at, updated_at";

    private const string Matching =
        "($1 IS NULL OR stage = $1) AND ($2 IS NULL OR name = $2) AND ($3 IS NULL OR name LIKE $3 ESCAPE '\\' OR notes LIKE $3 ESCAPE '\\' OR run_id LIKE $3 ESCAPE '\\')";

    private static readonly string PutText =
        $"""
         INSERT INTO models ({Columns}) VALUES ({string.Join(", ", Enumerable.Range(1, 22).Select(i => "$" + i))})
         ON CONFLICT (id) DO UPDATE SET {string.Join(", ", Columns.Split(", ").Skip(1).Select(column => $"{column} = excluded.{column}"))}
         """;

    public static void Put(SqliteConnection connection, Model m) =>
        Sql.Run(
            connection,
            PutText,
            m.Id, m.Name, WireWord<ModelStage>.Of(m.Stage), WireWord<ModelStatus>.Of(m.Status), m.Error, m.RunId, m.CheckpointId, m.Step, m.BaseModel,
            m.DatasetId, m.Filepath, m.IsStored ? 1 : 0, m.FileName, m.Format, m.Size, m.Sha256,
            m.Structure is null ? null : JsonSerializer.Serialize(m.Structure, WireJson.Default.CheckpointStructure),
            JsonSerializer.Serialize(m.Metrics, WireJson.Default.IReadOnlyDictionaryStringDouble), m.Metadata.GetRawText(), m.Notes,
            m.CreatedAt.Microseconds, m.UpdatedAt.Microseconds);

    public static void Delete(SqliteConnection connection, string id) => Sql.Run(connection, "DELETE FROM models WHERE id = $1", id);

    public static Model? Find(SqliteConnection connection, string id) => Read(connection, "WHERE id = $1", id).Select(row => row.Model).FirstOrDefault();

    public static Model? InProduction(SqliteConnection connection, string name) =>
        Read(connection, "WHERE name = $1 AND stage = 'production'", name).Select(row => row.Model).FirstOrDefault();

    public static Model? Processing(SqliteConnection connection) =>
        Read(connection, "WHERE status = 'processing' ORDER BY n LIMIT 1").Select(row => row.Model).FirstOrDefault();

    /// <summary>Newest first.</summary>
    public static List<(long N, Model Model)> Read(SqliteConnection connection, ModelQuery query, long before, int limit) =>
        Read(connection, $"WHERE {Matching} AND n < $4 ORDER BY n DESC LIMIT $5", Word(query.Stage), query.Name, SqlText.Containing(query.Text), before, limit);

    public static long Count(SqliteConnection connection, ModelQuery query) =>
        Sql.Scalar<long>(connection, $"SELECT count(*) FROM models WHERE {Matching}", Word(query.Stage), query.Name, SqlText.Containing(query.Text));

    public static HashSet<string> Ids(SqliteConnection connection)
    {
        using var command = Sql.Command(connection, "SELECT id FROM models");
        using var reader = command.ExecuteReader();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private static string? Word(ModelStage? stage) => stage is { } known ? WireWord<ModelStage>.Of(known) : null;

    private static List<(long N, Model Model)> Read(SqliteConnection connection, string where, params ReadOnlySpan<object?> values)
    {
        using var command = Sql.Command(connection, $"SELECT n, {Columns} FROM models {where}", values);
        using var reader = command.ExecuteReader();
        var found = new List<(long, Model)>();
        while (reader.Read())
        {
            found.Add((reader.GetInt64(0), Of(reader)));
        }

        return found;
    }

    private static Model Of(SqliteDataReader reader) => new()
    {
        Id = reader.GetString(1),
        Name = reader.GetString(2),
        Stage = WireWord<ModelStage>.TryParse(reader.GetString(3), out var stage) ? stage : ModelStage.None,
        Status = WireWord<ModelStatus>.TryParse(reader.GetString(4), out var status) ? status : ModelStatus.Failed,
        Error = reader.TextOrNull(5),
        RunId = reader.GetString(6),
        CheckpointId = reader.GetString(7),
        Step = reader.LongOrNull(8),
        BaseModel = reader.TextOrNull(9),
        DatasetId = reader.TextOrNull(10),
        Filepath = reader.GetString(11),
        IsStored = reader.GetInt64(12) != 0,
        FileName = reader.GetString(13),
        Format = reader.GetString(14),
        Size = reader.LongOrNull(15),
        Sha256 = reader.TextOrNull(16),
        Structure = StoredJson.Untold.Read("", reader.TextOrNull(17), WireJson.Default.CheckpointStructure!, null),
        Metrics = StoredJson.Untold.Read("", reader.GetString(18), WireJson.Default.IReadOnlyDictionaryStringDouble, new Dictionary<string, double>()),
        Metadata = StoredJson.Untold.Element("", reader.GetString(19)) ?? StoredJson.Empty,
        Notes = reader.GetString(20),
        CreatedAt = new Instant(reader.GetInt64(21)),
        UpdatedAt = new Instant(reader.GetInt64(22)),
    };
}
