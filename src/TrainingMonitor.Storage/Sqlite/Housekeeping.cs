using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TrainingMonitor.Storage;

/// <summary>
/// What the writer does between groups: picks tails to seal, removes what seals and deleted runs have left, brings the log into the file
/// before it grows long, and gives freed pages back to the file system. Each turn is short, so that a write never waits long for it.
/// </summary>
internal sealed class Housekeeping(Sealing sealing, RunCatalog runs, TailLog tails)
{
    private const int MostLogPages = 4096;
    private const int VacuumPages = 128;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BusyTurn = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LastTurn = TimeSpan.FromMilliseconds(500);
    private int _seenChanges;
    private int _seenPages;
    private bool _mayHaveFree = true;

    /// <summary>True when there is more to do at once.</summary>
    public bool Run(SqliteConnection connection, bool isIdle)
    {
        sealing.Pick(isIdle);
        if (runs.HasDeleted)
        {
            runs.HasDeleted = RunDeletion.RemoveSlice(connection, isIdle ? Turn : BusyTurn);
        }

        var hasDone = tails.Tidy(runs, isIdle, isIdle ? Turn : BusyTurn);
        if (isIdle && !hasDone && !runs.HasDeleted && _mayHaveFree)
        {
            _mayHaveFree = !Shrink(connection, Turn);
        }

        Checkpoint(connection, isIdle);
        return runs.HasDeleted || hasDone || (isIdle && _mayHaveFree);
    }

    /// <summary>Leaves the file as small as about a second allows.</summary>
    public void Finish(SqliteConnection connection)
    {
        tails.Tidy(runs, isIdle: true, LastTurn);
        Shrink(connection, LastTurn);
    }

    private void Checkpoint(SqliteConnection connection, bool isIdle)
    {
        var changes = raw.sqlite3_total_changes(connection.Handle);
        if (changes == _seenChanges)
        {
            return;
        }

        // Pages that commits have added to the log; its file keeps its length when a checkpoint has emptied it.
        raw.sqlite3_db_status(connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
        if (isIdle || pages - _seenPages > MostLogPages)
        {
            Sql.Run(connection, "PRAGMA wal_checkpoint(PASSIVE)");
            (_seenChanges, _seenPages, _mayHaveFree) = (changes, pages, true);
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
