using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>
/// Copies the database of a data folder while a server writes it, or while none does. It reads through a connection of its own,
/// which can neither write nor checkpoint, so the one writing connection stays the only one; the copy is the store at one moment.
/// </summary>
public static class StoreBackup
{
    /// <param name="folder">The data folder.</param>
    /// <param name="file">Where the copy goes; nothing may be there yet.</param>
    /// <returns>The size of the copy in bytes.</returns>
    /// <exception cref="StoreInputException">There is no store in the folder, or there is such a file.</exception>
    /// <exception cref="StoreUnavailableException">The copy could not be made; nothing of it is left.</exception>
    public static long Write(string folder, string file)
    {
        var database = new DataStoreOptions { Folder = folder }.DatabaseFile;
        if (!File.Exists(database))
        {
            throw new StoreInputException($"got {folder}, which has no dashboard.db, want the data folder of a server");
        }

        if (File.Exists(file) || Directory.Exists(file))
        {
            throw new StoreInputException($"got {file}, which is there already, want the name of a new file");
        }

        try
        {
            using var source = new Database(database).OpenReader();
            Backup.WriteNew(source, file);
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            throw new DamagedStoreException(database, BackupList.Newest(folder), e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{file} could not be written: {(e is SqliteException ? SqliteFailure.Sentence(e) : e.Message)}", e);
        }

        BackupList.Note(folder, file);
        return new FileInfo(file).Length;
    }
}
