using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Jobs;

/// <summary>Starts this program's own <c>supervise</c> and <c>sync</c>, as processes that outlive the server.</summary>
internal sealed partial class SupervisorProcesses(ServerOptions options, ILogger log)
{
    private const int Terminate = 15;
    private static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Process> _started = new(StringComparer.Ordinal);

    public void Start(LaunchFolder folder) => _started[folder.Path] = Run(["supervise", folder.Path], isHeard: true);

    /// <summary>The one that was started here has ended, so it will make no claim any more.</summary>
    public bool HasEnded(LaunchFolder folder) => !_started.TryGetValue(folder.Path, out var process) || process.HasExited;

    public static void AskToEnd(ProcessMark supervisor) => _ = Kill(supervisor.Id, Terminate);

    /// <summary>Ends what a killed supervisor has left running.</summary>
    public Task SweepAsync(LaunchFolder folder, CancellationToken stop) => ToTheEndAsync(["supervise", folder.Path, "--sweep"], stop);

    /// <summary>Sends what the supervisor could not, while the server was away.</summary>
    public async Task DeliverAsync(LaunchFolder folder, string url, CancellationToken stop)
    {
        _started.TryRemove(folder.Path, out _);
        if (Directory.Exists(folder.Journal) && Directory.EnumerateFiles(folder.Journal, "*.journal", SearchOption.AllDirectories).Any())
        {
            await ToTheEndAsync(["sync", folder.Journal, "--url", url], stop);
        }
    }

    private async Task ToTheEndAsync(string[] arguments, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(LongestSweep);
        // What it says is for people; the events of the run say the same.
        using var process = Run(arguments, isHeard: false);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            LogSlow(arguments[0]);
            process.Kill();
        }
    }

    private Process Run(string[] arguments, bool isHeard)
    {
        var program = options.Program ?? throw new System.ComponentModel.Win32Exception("this server was not started by the tmon program");
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = !isHeard,
            RedirectStandardError = !isHeard,
        };
        return Process.Start(start)!;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    [LoggerMessage(322, LogLevel.Warning, "`tmon {Command}` for a job took too long and was ended")]
    private partial void LogSlow(string command);
}
