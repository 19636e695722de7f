using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>A consistent copy of a database made while it is in use, and the way back.</summary>
internal static class Backup
{
    /// <summary>The copy appears under its name only when it is whole and on disk; an older one of that name is replaced.</summary>
    public static void Write(SqliteConnection source, string file) => Write(source, file, mayReplace: true);

    /// <summary>The same where nothing may be replaced.</summary>
    /// <exception cref="IOException">There is such a file.</exception>
    public static void WriteNew(SqliteConnection source, string file) => Write(source, file, mayReplace: false);

    public static void PutBack(string copy, string file)
    {
        Remove(file);
        File.Move(copy, file);
        SyncFolder(file);
    }

    private static void Write(SqliteConnection source, string file, bool mayReplace)
    {
        var partial = file + ".partial";
        Remove(partial);
        try
        {
            using (var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString()))
            {
                target.Open();
                source.BackupDatabase(target);

                // A copy is one file: no log beside it.
                Sql.Run(target, "PRAGMA journal_mode = DELETE");
            }

            using (var handle = File.OpenHandle(partial, FileMode.Open, FileAccess.ReadWrite))
            {
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(partial, file, mayReplace);
        }
        catch
        {
            Remove(partial);
            throw;
        }

        SyncFolder(file);
    }

    /// <summary>A new name is on disk when its folder is.</summary>
    private static void SyncFolder(string file) => FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);

    private static void Remove(string file)
    {
        File.Delete(file);
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        File.Delete(file + "-journal");
    }
}
