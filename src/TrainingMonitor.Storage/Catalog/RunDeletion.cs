using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>
/// Deletes a run in two steps, because a long one has hundreds of thousands of pages and the writer may not be held for them:
/// one small transaction takes it out of sight, and slices between groups remove the rest, its row last. A crash between is
/// harmless: the row says that it is deleted.
/// </summary>
internal static class RunDeletion
{
    /// <summary>What may be large: how to delete a few rows of it.</summary>
    private static readonly string[] Slices =
    [
        "DELETE FROM pyramid WHERE (run, metric, segment, level, n) IN (SELECT run, metric, segment, level, n FROM pyramid WHERE run = $1 LIMIT 64)",
        "DELETE FROM chunks WHERE chunk IN (SELECT chunk FROM chunks WHERE run = $1 LIMIT 4)",
        "DELETE FROM events WHERE n IN (SELECT n FROM events WHERE run = $1 LIMIT 64)",
    ];

    /// <summary>Inside a transaction of the writer. The id is free again, and no id can look like the one left.</summary>
    public static void Hide(SqliteConnection connection, long run)
    {
        Sql.Run(connection, "UPDATE runs SET is_deleted = 1, id = ' deleted ' || run WHERE run = $1", run);
        foreach (var table in (ReadOnlySpan<string>)["segments", "writers", "series", "checkpoints", "damaged_parts", "jobs"])
        {
            Sql.Run(connection, $"DELETE FROM {table} WHERE run = $1", run);
        }
    }

    /// <summary>Removes some of what deleted runs have left, for about so long, in a transaction of its own; false when nothing is left.</summary>
    public static bool RemoveSlice(SqliteConnection connection, TimeSpan most)
    {
        if (Sql.Scalar<long>(connection, "SELECT run FROM runs WHERE is_deleted = 1 LIMIT 1") is not (not 0 and var run))
        {
            return false;
        }

        var started = Stopwatch.GetTimestamp();
        Sql.Run(connection, "BEGIN IMMEDIATE");
        try
        {
            if (!Array.Exists(Slices, slice => !Drain(connection, slice, run, started, most)))
            {
                Sql.Run(connection, "DELETE FROM runs WHERE run = $1", run);
            }

            Sql.Run(connection, "COMMIT");
            return true;
        }
        catch
        {
            Sql.Run(connection, "ROLLBACK");
            throw;
        }
    }

    /// <summary>True when nothing is left in time.</summary>
    private static bool Drain(SqliteConnection connection, string slice, long run, long started, TimeSpan most)
    {
        using var command = Sql.Command(connection, slice, run);
        while (command.ExecuteNonQuery() > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > most)
            {
                return false;
            }
        }

        return true;
    }
}
