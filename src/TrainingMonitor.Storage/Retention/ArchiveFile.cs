using System.IO.Compression;
using System.Text;

namespace TrainingMonitor.Storage;

/// <summary>A compressed file of lines, see <c>docs/format/archive.md</c>. One under its name is whole and on disk.</summary>
internal static class ArchiveFile
{
    public const string Ending = ".ndjson.gz";

    /// <summary>Makes it anew, in the place of one that is there.</summary>
    /// <exception cref="StoreUnavailableException">The disk refuses, or what is read meanwhile is damaged.</exception>
    public static void Write(string file, Action<Stream> write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var partial = file + ".partial";
            using (var target = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                using (var stream = new GZipStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
                {
                    write(stream);
                }

                target.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite: true);
            FolderSync.Flush(Path.GetDirectoryName(file)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the archive {file} cannot be written: {e.Message}", e);
        }
    }

    public static IEnumerable<string> Read(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
