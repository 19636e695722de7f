using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>
/// What a checkpoint folder knows of its runs, so that a script finds its place again without the server; the Python SDK reads
/// and writes the same <c>.training_monitor.json</c>. Replaced as a whole; one that cannot be read counts as empty.
/// </summary>
internal sealed class CheckpointLedger(string folder)
{
    private readonly string _path = Path.Combine(folder, ".training_monitor.json");

    /// <summary>The run last written under that name; a null status means that it was killed.</summary>
    public LedgerRun? Find(string runName) => Read().Runs.GetValueOrDefault(runName);

    public void Write(string runName, LedgerRun run)
    {
        var content = Read();
        content.Runs[runName] = run;
        Directory.CreateDirectory(folder);
        var temporary = $"{_path}.{Environment.ProcessId}.tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, content, LedgerJson.Default.LedgerContent);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
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
