using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>
/// What the writer does between groups: picks tails to seal, removes what deleted runs have left, brings the log into the file
/// before it grows long, and gives freed pages back to the file system. Each turn is short, so that a write never waits long for it.
/// </summary>
internal sealed class Housekeeping(Sealing sealing, RunCatalog runs)
{
    private const long MostLogBytes = 16L << 20;
    private const int VacuumPages = 128;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BusyTurn = TimeSpan.FromMilliseconds(5);
    private long _seenChanges;
    private bool _mayHaveFree = true;

    /// <summary>True when there is more to do at once.</summary>
    public bool Run(SqliteConnection connection, bool isIdle)
    {
        sealing.Pick();
        if (runs.HasDeleted)
        {
            runs.HasDeleted = RunDeletion.RemoveSlice(connection, isIdle ? Turn : BusyTurn);
        }
        else if (isIdle && _mayHaveFree)
        {
            _mayHaveFree = !Shrink(connection, Turn);
        }

        Checkpoint(connection, isIdle);
        return runs.HasDeleted || (isIdle && _mayHaveFree);
    }

    private void Checkpoint(SqliteConnection connection, bool isIdle)
    {
        var changes = Sql.Scalar<long>(connection, "SELECT total_changes()");
        if (changes == _seenChanges)
        {
            return;
        }

        var log = new FileInfo(connection.DataSource + "-wal");
        if (isIdle || (log.Exists && log.Length > MostLogBytes))
        {
            Sql.Run(connection, "PRAGMA wal_checkpoint(PASSIVE)");
            (_seenChanges, _mayHaveFree) = (changes, true);
        }
    }

    /// <summary>Gives free pages back, for so long; true when none is left.</summary>
    public static bool Shrink(SqliteConnection connection, TimeSpan most)
    {
        var started = Stopwatch.GetTimestamp();
        while (Sql.Scalar<long>(connection, "PRAGMA freelist_count") > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > most)
            {
                return false;
            }

            Sql.Run(connection, $"PRAGMA incremental_vacuum({VacuumPages})");
        }

        return true;
    }
}
