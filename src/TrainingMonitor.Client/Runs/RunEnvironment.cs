using System.Runtime.InteropServices;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>What a run's configuration says of where it ran, when asked to.</summary>
internal static class RunEnvironment
{
    public static Dictionary<string, object?> Capture()
    {
        var folder = WorkingFolder();
        return new()
        {
            ["argv"] = Secrets.InWords(Environment.GetCommandLineArgs()),
            ["host"] = Environment.MachineName,
            ["os"] = RuntimeInformation.OSDescription,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["processors"] = Environment.ProcessorCount,
            ["working_folder"] = folder,
            ["git_commit"] = folder is null ? null : GitCommit.Find(folder),
        };
    }

    /// <summary>Null when somebody has removed it.</summary>
    private static string? WorkingFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
