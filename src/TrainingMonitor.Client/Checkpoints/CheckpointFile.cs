using System.Diagnostics;

namespace TrainingMonitor.Client;

/// <summary>Writes a checkpoint so that its name never stands for half a file: temporary name, to the disk, rename.</summary>
internal static class CheckpointFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>False when it could not be written, which is said; nothing is left behind then.</summary>
    public static bool TryWrite(string path, Action<Stream> write, Notices notices)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            Rename(temporary, path);
            return true;
        }
        catch (Exception failure)
        {
            notices.Say($"a checkpoint could not be written to {path} ({failure.Message}); training goes on without it");
            Discard(temporary);
            return false;
        }
    }

    /// <summary>Where a reader keeps a file from being replaced (Windows: while it is hashed, or looked at by a virus scanner), it waits.</summary>
    private static void Rename(string temporary, string path)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                File.Move(temporary, path, overwrite: true);
                return;
            }
            catch (Exception held) when (
                held is IOException or UnauthorizedAccessException && OperatingSystem.IsWindows() && Stopwatch.GetElapsedTime(started) < Patience)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Its name says that it is no checkpoint.
        }
    }
}
