using System.Collections.Frozen;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>
/// Where uploads lie: <c>checkpoints/&lt;run&gt;/&lt;checkpoint&gt;.&lt;ending&gt;</c>. Names are made of ids and of endings known
/// here; a client's text never becomes part of one.
/// </summary>
internal sealed class CheckpointFolder(ServerOptions options)
{
    private static readonly FrozenSet<string> Endings = new[] { "pt", "pth", "safetensors", "npz", "onnx", "ckpt" }.ToFrozenSet(StringComparer.Ordinal);

    public string Root { get; } = Path.GetFullPath(Path.Combine(options.DataFolder, "checkpoints"));

    public static string FileName(string id, string format) => $"{id}.{(Endings.Contains(format) ? format : "bin")}";

    public string Of(string runId) => Path.Combine(Root, runId);

    public string PathOf(Checkpoint upload) => Path.Combine(Of(upload.RunId), FileName(upload.Id, upload.Format));

    /// <summary>The files of a run, to be deleted when the run is.</summary>
    public IReadOnlyList<string> FilesOf(string runId) => Directory.Exists(Of(runId)) ? Directory.GetFiles(Of(runId)) : [];

    /// <summary>Deletes files whose records are gone; a folder goes when it is empty. What cannot be deleted now goes at the next start.</summary>
    public void Delete(string runId, IEnumerable<string> files)
    {
        try
        {
            foreach (var file in files)
            {
                File.Delete(file);
            }

            if (Directory.Exists(Of(runId)) && !Directory.EnumerateFileSystemEntries(Of(runId)).Any())
            {
                Directory.Delete(Of(runId));
            }
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // An upload has just put a file there, or the disk is read-only: Sweep looks again.
        }
    }

    /// <summary>Removes what a crash has left: uploads that were never finished, files whose record or run is gone. Before serving only.</summary>
    public void Sweep(DataStore store)
    {
        if (!Directory.Exists(Root))
        {
            return;
        }

        foreach (var folder in Directory.GetDirectories(Root))
        {
            var runId = Path.GetFileName(folder);
            var known = store.Checkpoints.Ids(runId);
            Delete(runId, Directory.GetFiles(folder).Where(file => file.EndsWith(".tmp", StringComparison.Ordinal) || !known.Contains(Path.GetFileNameWithoutExtension(file))));
        }
    }
}
