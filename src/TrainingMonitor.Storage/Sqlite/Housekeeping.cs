using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>What the writer does between groups: picks tails to seal, brings the log into the file before it grows long.</summary>
internal sealed class Housekeeping(Sealing sealing)
{
    private const long MostLogBytes = 16L << 20;
    private long _seenChanges;

    public void Run(SqliteConnection connection, bool isIdle)
    {
        sealing.Pick();
        var changes = Sql.Scalar<long>(connection, "SELECT total_changes()");
        if (changes == _seenChanges)
        {
            return;
        }

        var log = new FileInfo(connection.DataSource + "-wal");
        if (isIdle || (log.Exists && log.Length > MostLogBytes))
        {
            Sql.Run(connection, "PRAGMA wal_checkpoint(PASSIVE)");
            _seenChanges = changes;
        }
    }
}
