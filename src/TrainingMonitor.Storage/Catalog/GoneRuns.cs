using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>
/// Ids of runs that were deleted. A script that still writes to one, or a journal that it left, would else make the run anew
/// with the rest of its points. Forgotten after a quarter of a year, and when a new run takes the id.
/// </summary>
internal sealed class GoneRuns
{
    private const long Kept = 90L * 24 * 3600 * 1_000_000;

    private readonly ConcurrentDictionary<string, Instant> _deletedAt = new(StringComparer.Ordinal);

    public void Load(SqliteConnection connection, Instant now)
    {
        Sql.Run(connection, "DELETE FROM gone_runs WHERE deleted_at < $1", now.Microseconds - Kept);
        using var command = Sql.Command(connection, "SELECT id, deleted_at FROM gone_runs");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _deletedAt[reader.GetString(0)] = new Instant(reader.GetInt64(1));
        }
    }

    public bool Contains(string id) => _deletedAt.ContainsKey(id);

    /// <summary>Whether a run that started then is the deleted one itself; without a time nobody says so.</summary>
    public bool IsThat(string id, double? startedAt) =>
        startedAt is { } seconds
        && _deletedAt.TryGetValue(id, out var deletedAt)
        && EpochSeconds.ToMicroseconds(seconds) < deletedAt.Microseconds;

    /// <summary>Inside a transaction of the writer; <see cref="Add"/> after its commit.</summary>
    public static void Write(SqliteConnection connection, string id, Instant deletedAt) =>
        Sql.Run(connection, "INSERT OR REPLACE INTO gone_runs (id, deleted_at) VALUES ($1, $2)", id, deletedAt.Microseconds);

    public void Add(string id, Instant deletedAt) => _deletedAt[id] = deletedAt;

    /// <summary>Inside a transaction of the writer: a new run has the id.</summary>
    public void Forget(SqliteConnection connection, string id)
    {
        if (_deletedAt.TryRemove(id, out _))
        {
            Sql.Run(connection, "DELETE FROM gone_runs WHERE id = $1", id);
        }
    }
}
