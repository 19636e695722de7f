using System.Globalization;

namespace TrainingMonitor.Storage;

/// <summary>
/// Keeps a second server off a data folder. The lock is the kernel's, on an open file, so it is gone with the process
/// however it ends; beside it lies a small file that says who holds it (a locked file cannot be read by others).
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _holderFile;

    private FolderLock(FileStream held, string holderFile) => (_lock, _holderFile) = (held, holderFile);

    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"cannot make the data folder {folder}: {e.Message}", e);
        }

        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreUnavailableException($"cannot write in the data folder {folder}: {e.Message}", e);
        }
        catch (IOException e) when (HolderOf(folder) is { } holder || IsHeld(folder))
        {
            GC.KeepAlive(e);
            throw new FolderInUseException(folder, HolderOf(folder));
        }
        catch (IOException e)
        {
            throw new StoreUnavailableException($"cannot write in the data folder {folder}: {e.Message}", e);
        }

        var taken = new FolderLock(held, HolderFile(folder));
        taken.Announce(null);
        return taken;
    }

    /// <summary>The server that now holds the folder, or null when none does.</summary>
    public static FolderHolder? HolderOf(string folder)
    {
        if (!IsHeld(folder))
        {
            return null;
        }

        try
        {
            var lines = File.ReadAllLines(HolderFile(folder));
            return new FolderHolder(int.Parse(lines[0], CultureInfo.InvariantCulture), lines.Length > 1 && lines[1].Length > 0 ? lines[1] : null);
        }
        catch (Exception e) when (e is IOException or FormatException or IndexOutOfRangeException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Announce(string? url)
    {
        try
        {
            File.WriteAllText(_holderFile, $"{Environment.ProcessId}\n{url}\n");
        }
        catch (IOException)
        {
            // Only a courtesy to a second server; a full disk must not stop the first.
        }
    }

    public void Dispose()
    {
        File.Delete(_holderFile);
        _lock.Dispose();
    }

    private static string HolderFile(string folder) => Path.Combine(folder, "server.txt");

    private static bool IsHeld(string folder)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(folder, "server.lock"), FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
