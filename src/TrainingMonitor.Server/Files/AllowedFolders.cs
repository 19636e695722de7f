using TrainingMonitor.Server.Checkpoints;
using TrainingMonitor.Server.Jobs;

namespace TrainingMonitor.Server.Files;

/// <summary>The folders in which the server opens a file that a client has named: its own for checkpoints and jobs, and those of <c>--checkpoint-root</c>.</summary>
internal sealed class AllowedFolders(ServerOptions options, CheckpointFolder own, WorkFolder jobs)
{
    private readonly string[] _roots = [.. new[] { own.Root, jobs.Root }.Concat(options.CheckpointRoots).Select(RealPath.Of).OfType<string>()];

    /// <summary>The file to open, links followed; null where the server does not look.</summary>
    public string? Resolve(string filepath) =>
        Path.IsPathFullyQualified(filepath) && RealPath.Of(filepath) is { } real && _roots.Any(root => IsBelow(real, root)) ? real : null;

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
