namespace TrainingMonitor.Server.Jobs;

/// <summary>Where a job works that names no folder of its own: <c>work/&lt;run&gt;</c>, deleted with its run.</summary>
internal sealed class WorkFolder(ServerOptions options)
{
    public string Root { get; } = Path.GetFullPath(Path.Combine(options.DataFolder, "work"));

    public string Make(string runId) => Directory.CreateDirectory(Path.Combine(Root, runId)).FullName;

    public void Delete(string runId)
    {
        try
        {
            Directory.Delete(Path.Combine(Root, runId), recursive: true);
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // It had none, or a process still writes there; nobody names the folder any more.
        }
    }
}
