using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>runs</c>.</summary>
internal static class RunTable
{
    private const string Columns =
        "id, name, project, status, is_simulated, config, tags, notes, total_steps, epochs, steps_per_epoch, created_at, queued_at, " +
        "started_at, ended_at, updated_at, heartbeat_at, sends_heartbeats, parent_run_id, parent_step, retry_of, attempt, group_name, " +
        "segment, primary_metrics, metric_goals, hosts, job, exit_code, error, points_lost, cursor";

    private static readonly string InsertText =
        $"INSERT INTO runs ({Columns}) VALUES ({string.Join(", ", Enumerable.Range(1, 32).Select(i => "$" + i))}) RETURNING run";

    private static readonly string UpdateText =
        $"UPDATE runs SET {string.Join(", ", Columns.Split(", ").Select((column, i) => $"{column} = ${i + 1}"))} WHERE run = $33";

    public static long Insert(SqliteConnection connection, RunRow row, long cursor) =>
        Sql.Scalar<long>(connection, InsertText, [.. Values(row, cursor)]);

    public static void Update(SqliteConnection connection, RunRow row, long cursor) =>
        Sql.Run(connection, UpdateText, [.. Values(row, cursor), row.Number]);

    /// <summary>What a seal keeps of a run's row.</summary>
    public static void SaveProgress(SqliteConnection connection, RunEntry entry, long points, long tailFrom) =>
        Sql.Run(
            connection,
            "UPDATE runs SET cursor = max(cursor, $1), points = $2, heartbeat_at = $3, sends_heartbeats = $4, tail_from = $5 WHERE run = $6",
            entry.Cursor,
            points,
            entry.HeartbeatAt?.Microseconds,
            entry.SendsHeartbeats ? 1 : 0,
            tailFrom,
            entry.Number);

    /// <summary>All runs, and of each what of its row cannot be read: its name and its text.</summary>
    public static IEnumerable<(RunRow Row, long Cursor, IReadOnlyList<(string Part, string Text)> Damaged)> ReadAll(SqliteConnection connection, Action lost)
    {
        foreach (var reader in SoundRows.Of(connection, $"SELECT {Columns}, run, points, tail_from FROM runs WHERE is_deleted = 0", ["run"], lost))
        {
            var damaged = new List<(string, string)>(0);
            yield return (Read(reader, new StoredJson(damaged)), reader.GetInt64(31), damaged);
        }
    }

    private static object?[] Values(RunRow row, long cursor)
    {
        var run = row.Run;
        return
        [
            run.Id, run.Name, run.Project, WireWord<RunStatus>.Of(run.Status), run.IsSimulated ? 1 : 0, row.Config,
            JsonSerializer.Serialize([.. run.Tags], StoreJson.Default.StringArray), run.Notes, run.TotalSteps, run.Epochs, run.StepsPerEpoch,
            run.CreatedAt.Microseconds, run.QueuedAt?.Microseconds, run.StartedAt?.Microseconds, run.EndedAt?.Microseconds,
            run.UpdatedAt.Microseconds, run.HeartbeatAt?.Microseconds, row.SendsHeartbeats ? 1 : 0, run.ParentRunId, run.ParentStep,
            run.RetryOf, run.Attempt, run.Group, run.Segment,
            row.Primary is null ? null : JsonSerializer.Serialize(row.Primary, StoreJson.Default.PrimaryMetrics),
            row.Goals is null ? null : JsonSerializer.Serialize(row.Goals.ToDictionary(), StoreJson.Default.DictionaryStringMetricGoal),
            JsonSerializer.Serialize([.. run.Hosts], StoreJson.Default.StringArray), run.Job is null ? null : JsonSerializer.Serialize(run.Job, WireJson.Default.Job), run.ExitCode, run.Error,
            run.PointsLost, cursor,
        ];
    }

    private static RunRow Read(SqliteDataReader reader, StoredJson json) => new()
    {
        Number = reader.GetInt64(32),
        SealedPoints = reader.GetInt64(33),
        TailFrom = reader.GetInt64(34),
        Config = reader.GetString(5),
        SendsHeartbeats = reader.GetInt64(17) != 0,
        Primary = json.Read("its primary metrics", reader.TextOrNull(24), StoreJson.Default.PrimaryMetrics!, null),
        Goals = json.Read("the goals of its metrics", reader.TextOrNull(25), StoreJson.Default.DictionaryStringMetricGoal!, null),
        Run = new Run
        {
            Id = reader.GetString(0),
            Name = reader.GetString(1),
            Project = reader.GetString(2),
            Status = WireWord<RunStatus>.TryParse(reader.GetString(3), out var status) ? status : RunStatus.Failed,
            IsSimulated = reader.GetInt64(4) != 0,
            Config = default,
            Tags = Strings(json, "its tags", reader.GetString(6)),
            Notes = reader.GetString(7),
            TotalSteps = reader.LongOrNull(8),
            Epochs = reader.LongOrNull(9),
            StepsPerEpoch = reader.LongOrNull(10),
            CreatedAt = new Instant(reader.GetInt64(11)),
            QueuedAt = InstantOrNull(reader, 12),
            StartedAt = InstantOrNull(reader, 13),
            EndedAt = InstantOrNull(reader, 14),
            UpdatedAt = new Instant(reader.GetInt64(15)),
            HeartbeatAt = InstantOrNull(reader, 16),
            ParentRunId = reader.TextOrNull(18),
            ParentStep = reader.LongOrNull(19),
            RetryOf = reader.TextOrNull(20),
            Attempt = reader.GetInt32(21),
            Group = reader.TextOrNull(22),
            Segment = reader.GetInt32(23),
            Hosts = Strings(json, "its hosts", reader.GetString(26)),
            Job = json.Read("its job", reader.TextOrNull(27), WireJson.Default.Job!, null),
            ExitCode = (int?)reader.LongOrNull(28),
            Error = reader.TextOrNull(29),
            PointsLost = reader.GetInt64(30),
        },
    };

    private static Instant? InstantOrNull(SqliteDataReader reader, int column) =>
        reader.LongOrNull(column) is { } microseconds ? new Instant(microseconds) : null;

    private static string[] Strings(StoredJson json, string part, string text) => text == "[]" ? [] : json.Read(part, text, StoreJson.Default.StringArray, []);
}
