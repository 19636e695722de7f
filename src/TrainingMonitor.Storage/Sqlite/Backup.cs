using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>A consistent copy of a database made while it is in use, and the way back.</summary>
internal static class Backup
{
    /// <summary>The copy appears under its name only when it is whole and on disk.</summary>
    public static void Write(SqliteConnection source, string file)
    {
        var partial = file + ".partial";
        Remove(partial);
        using (var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString()))
        {
            target.Open();
            source.BackupDatabase(target);

            // A copy is one file: no log beside it.
            Sql.Run(target, "PRAGMA journal_mode = DELETE");
        }

        using (var handle = System.IO.File.OpenHandle(partial, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(handle);
        }

        System.IO.File.Move(partial, file, overwrite: true);
    }

    public static void PutBack(string copy, string file)
    {
        Remove(file);
        System.IO.File.Move(copy, file);
    }

    private static void Remove(string file)
    {
        System.IO.File.Delete(file);
        System.IO.File.Delete(file + "-wal");
        System.IO.File.Delete(file + "-shm");
    }
}
