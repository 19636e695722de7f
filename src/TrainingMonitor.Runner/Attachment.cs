using TrainingMonitor.Client;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Runner;

/// <summary>The supervisor's side of <see cref="Supervision"/>: the file in which the script's SDK leaves its word. Its path is unique and marks every process of the command.</summary>
internal sealed class Attachment : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tmon-run-");

    public Attachment()
    {
        Path = System.IO.Path.Combine(_folder.FullName, "attached");
        File.WriteAllText(Path, "");
    }

    public string Path { get; }

    public bool IsAttached => Words().Contains(Supervision.Attached);

    /// <summary>The last status that an SDK has left; null when there was none.</summary>
    public RunStatus? LastWord()
    {
        RunStatus? last = null;
        foreach (var word in Words())
        {
            last = WireWord<RunStatus>.TryParse(word, out var status) ? status : word == Supervision.Attached ? null : last;
        }

        return last == RunStatus.Running ? null : last;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Words()
    {
        try
        {
            return File.ReadAllLines(Path);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
