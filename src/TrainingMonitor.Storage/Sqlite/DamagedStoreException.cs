using System.Globalization;

namespace TrainingMonitor.Storage;

/// <summary>The database is so damaged that the engine cannot open it; what helps is a backup.</summary>
public sealed class DamagedStoreException(string file, FileInfo? backup, Exception cause)
    : StoreException($"{file} is damaged and cannot be opened ({cause.Message}); {Advice(file, backup)}", cause)
{
    private static string Advice(string file, FileInfo? backup) => backup is null
        ? $"no backup of it is known here: move it and {file}-wal aside to start anew, or put a backup in its place"
        : $"the newest backup is {backup.FullName} of {backup.LastWriteTimeUtc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC: " +
          $"move {file} and {file}-wal aside and copy the backup to {file}";
}
