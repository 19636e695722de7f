using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace TrainingMonitor.Storage;

/// <summary>
/// The load of hosts that is too old for the database: a compressed file of lines for each day, see <c>docs/format/archive.md</c>.
/// A file under its name is whole and on disk. Lines that are there already are not added again, so a day that was written and
/// not yet taken out of the database when the process died is written a second time with no harm.
/// </summary>
internal static class SystemArchive
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static string FileOf(string folder, long day) => Path.Combine(
        folder, "system", DateTimeOffset.FromUnixTimeMilliseconds(day / 1000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".ndjson.gz");

    public static void Add(string folder, long day, IReadOnlyList<SystemMinute> minutes)
    {
        var file = FileOf(folder, day);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var lines = File.Exists(file) ? [.. Read(file)] : new List<string>();
            var known = lines.ToHashSet(StringComparer.Ordinal);
            lines.AddRange(minutes.Select(minute => minute.ToArchiveLine()).Where(known.Add));
            Write(file, lines);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the archive {file} cannot be written: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new StoreUnavailableException($"the archive {file} is damaged, and its day stays in the database until the file is mended or moved away", e);
        }
    }

    public static IEnumerable<string> Read(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Utf8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static void Write(string file, IEnumerable<string> lines)
    {
        var partial = file + ".partial";
        using (var target = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            using (var stream = new GZipStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                foreach (var line in lines)
                {
                    stream.Write(Utf8.GetBytes(line + "\n"));
                }
            }

            target.Flush(flushToDisk: true);
        }

        File.Move(partial, file, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(file)!);
    }
}
