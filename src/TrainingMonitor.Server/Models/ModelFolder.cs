using TrainingMonitor.Contract;
using TrainingMonitor.Server.Checkpoints;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Models;

/// <summary>Where copies of models lie: <c>models/&lt;id&gt;.&lt;ending&gt;</c>; a client's text never becomes part of a path.</summary>
internal sealed class ModelFolder(ServerOptions options)
{
    private readonly string _root = Path.GetFullPath(Path.Combine(options.DataFolder, "models"));

    public string PathOf(Model model) => Path.Combine(_root, CheckpointFolder.FileName(model.Id, model.Format));

    /// <summary>The record as it is to be told: with the place of the server's own copy, once there is one.</summary>
    public Model Now(Model record) => record is { IsStored: true, Status: ModelStatus.Ready } ? record with { Filepath = PathOf(record) } : record;

    public void Delete(Model model) => Delete(PathOf(model));

    /// <summary>Removes what a crash has left. Before serving only.</summary>
    public void Sweep(DataStore store)
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        var known = store.Models.Ids();
        foreach (var file in Directory.GetFiles(_root))
        {
            if (file.EndsWith(Intake.TemporaryEnding, StringComparison.Ordinal) || !known.Contains(Path.GetFileNameWithoutExtension(file)))
            {
                Delete(file);
            }
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // The disk is read-only now; Sweep looks again at the next start.
        }
    }
}
