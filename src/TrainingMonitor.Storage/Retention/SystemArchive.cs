using System.Globalization;
using System.Text;

namespace TrainingMonitor.Storage;

/// <summary>
/// The load of hosts that is too old for the database: a file for each day. Lines that are there already are not added again, so
/// a day that was written and not yet taken out of the database when the process died is written a second time with no harm.
/// </summary>
internal static class SystemArchive
{
    public static string FileOf(string folder, long day) => Path.Combine(
        folder, "system", DateTimeOffset.FromUnixTimeMilliseconds(day / 1000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ArchiveFile.Ending);

    public static void Add(string folder, long day, IReadOnlyList<SystemMinute> minutes)
    {
        var file = FileOf(folder, day);
        try
        {
            var lines = File.Exists(file) ? [.. ArchiveFile.Read(file)] : new List<string>();
            var known = lines.ToHashSet(StringComparer.Ordinal);
            lines.AddRange(minutes.Select(minute => minute.ToArchiveLine()).Where(known.Add));
            ArchiveFile.Write(file, stream => lines.ForEach(line => stream.Write(Encoding.UTF8.GetBytes(line + "\n"))));
        }
        catch (InvalidDataException e)
        {
            throw new StoreUnavailableException($"the archive {file} is damaged, and its day stays in the database until the file is mended or moved away", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the archive {file} cannot be read: {e.Message}", e);
        }
    }
}
