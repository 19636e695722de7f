using System.Diagnostics;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>The programs as a user would install them: published, compiled ahead of time (ReadyToRun). Published once per run.</summary>
internal static class Published
{
    private static readonly Lazy<string> MonitorProgram = new(() => Publish("src/TrainingMonitor.Cli", "tmon"));
    private static readonly Lazy<string> EmptyProgram = new(() => Publish("benchmarks/EmptyApp", "EmptyApp"));

    public static string Monitor => MonitorProgram.Value;

    public static string Empty => EmptyProgram.Value;

    public static string Root { get; } = FindRoot();

    private static string Publish(string project, string name)
    {
        var output = Path.Combine(Root, "artifacts", "bench", name);
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(Root, project), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", output, "-v", "quiet", "--nologo"]))!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(output, name) : throw new InvalidOperationException($"publishing {project} failed");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TrainingMonitor.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
