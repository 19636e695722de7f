using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Jobs;

/// <summary>Starts this program's own <c>supervise</c> and <c>sync</c>, as processes that outlive the server.</summary>
internal sealed partial class SupervisorProcesses(ServerOptions options, ILogger log) : IDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Process> _started = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _deliveries = new(1);
    private Process? _next;

    public void Dispose() => _deliveries.Dispose();

    /// <summary>By the one that waits ready, where there is one.</summary>
    public void Start(LaunchFolder folder) =>
        _started[folder.Path] = Interlocked.Exchange(ref _next, null) is { } next && Tell(next, folder.Path) ? next : Run(["supervise", folder.Path], isHeard: true);

    /// <summary>Starts one ahead, unless one waits already. It ends with this server.</summary>
    public void MakeReady(string url)
    {
        if (_next is { HasExited: false })
        {
            return;
        }

        var next = Run(["supervise", "--next", url], isHeard: true, isTold: true);
        if (Interlocked.CompareExchange(ref _next, next, null) is not null)
        {
            next.StandardInput.Close();
        }
    }

    /// <summary>The one that waits is told that nothing comes.</summary>
    public void Rest() => Interlocked.Exchange(ref _next, null)?.StandardInput.Close();

    private static bool Tell(Process next, string path)
    {
        try
        {
            next.StandardInput.WriteLine(path);
            next.StandardInput.Close();
            return !next.HasExited;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }

    /// <summary>The one that was started here has ended, so it will make no claim any more.</summary>
    public bool HasEnded(LaunchFolder folder) => !_started.TryGetValue(folder.Path, out var process) || process.HasExited;

    public static void AskToEnd(ProcessMark supervisor) => _ = Kill(supervisor.Id, Terminate);

    /// <summary>Ends what a killed supervisor has left running.</summary>
    public Task SweepAsync(LaunchFolder folder, CancellationToken stop) => ToTheEndAsync(["supervise", folder.Path, "--sweep"], stop);

    /// <summary>
    /// Sends what the supervisor could not, while the server was away; one after another, for after a start there may be many,
    /// and each is a process.
    /// </summary>
    /// <returns>Whether nothing is left to send.</returns>
    public async Task<bool> DeliverAsync(LaunchFolder folder, string url, CancellationToken stop)
    {
        _started.TryRemove(folder.Path, out _);
        await _deliveries.WaitAsync(stop);
        try
        {
            if (folder.HasUndelivered)
            {
                await ToTheEndAsync(["sync", folder.Journal, "--url", url], stop);
            }
        }
        finally
        {
            _deliveries.Release();
        }

        return !folder.HasUndelivered;
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

    private Process Run(string[] arguments, bool isHeard, bool isTold = false)
    {
        var program = options.Program ?? throw new System.ComponentModel.Win32Exception("this server was not started by the tmon program");
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = isTold,
            RedirectStandardOutput = !isHeard,
            RedirectStandardError = !isHeard,
            Environment =
            {
                // It lives for its start: what the runtime does to become faster later, or to be looked into, is left out. The
                // command gets none of these; its variables are in the launch.
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_EnableDiagnostics"] = "0",
            },
        };
        return Process.Start(start)!;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    [LoggerMessage(322, LogLevel.Warning, "`tmon {Command}` for a job took too long and was ended")]
    private partial void LogSlow(string command);
}
