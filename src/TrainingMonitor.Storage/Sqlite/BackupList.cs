namespace TrainingMonitor.Storage;

/// <summary>
/// Where copies of a folder's database were made: before migrations beside it, otherwise wherever someone wanted one. The
/// latter are noted in a small file, so that whoever needs a copy is told of the newest.
/// </summary>
internal static class BackupList
{
    private const string Name = "last-backup.txt";

    public static void Note(string folder, string file)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, Name), Path.GetFullPath(file) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a courtesy; the copy itself is good.
        }
    }

    public static FileInfo? Newest(string folder)
    {
        try
        {
            var noted = Path.Combine(folder, Name);
            var files = Directory.EnumerateFiles(folder, "dashboard.db.before-????").Concat(File.Exists(noted) ? File.ReadLines(noted).Take(1) : []);
            return files.Select(file => new FileInfo(file)).Where(file => file.Exists).MaxBy(file => file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
