using System.Runtime.InteropServices;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>What a run's configuration says of where it ran, when asked to.</summary>
internal static class RunEnvironment
{
    public static Dictionary<string, object?> Capture() => new()
    {
        ["argv"] = Secrets.InWords(Environment.GetCommandLineArgs()),
        ["host"] = Environment.MachineName,
        ["os"] = RuntimeInformation.OSDescription,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["processors"] = Environment.ProcessorCount,
        ["working_folder"] = Environment.CurrentDirectory,
        ["git_commit"] = GitCommit.Find(Environment.CurrentDirectory),
    };
}
