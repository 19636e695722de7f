using System.Diagnostics;
using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>
/// What a checkpoint folder knows of its runs, so that a script finds its place again without the server; the Python SDK reads
/// and writes the same <c>.training_monitor.json</c>. Replaced as a whole; one that cannot be read counts as empty.
/// </summary>
internal sealed class CheckpointLedger(string folder)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockAgain = TimeSpan.FromMilliseconds(10);

    private readonly string _path = Path.Combine(folder, ".training_monitor.json");

    /// <summary>The run last written under that name; a null status means that it was killed.</summary>
    public LedgerRun? Find(string runName) => Read().Runs.GetValueOrDefault(runName);

    public void Write(string runName, LedgerRun run)
    {
        Directory.CreateDirectory(folder);
        using var alone = Lock();
        var content = Read();
        content.Runs[runName] = run;
        var temporary = $"{_path}.{Environment.ProcessId}.tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, content, LedgerJson.Default.LedgerContent);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    /// <summary>
    /// Several scripts may write to one folder, and each replaces the whole. Null where the lock cannot be had in time: a ledger
    /// that may miss another script's line is better than none.
    /// </summary>
    private FileStream? Lock()
    {
        var path = _path + ".lock";
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < LockPatience; Thread.Sleep(LockAgain))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another script writes its line. Where there is no such file, the folder takes none, and waiting does not help.
            }
        }

        return null;
    }

    private LedgerContent Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), LedgerJson.Default.LedgerContent) is { Version: 1, Runs: not null } content
                ? content
                : new LedgerContent();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return new LedgerContent();
        }
    }
}
