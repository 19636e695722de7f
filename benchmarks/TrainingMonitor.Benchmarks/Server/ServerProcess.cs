using System.Diagnostics;
using System.Globalization;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>A published server as a process of its own, on a free port, with a data folder that goes with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string? _folder;

    private ServerProcess(Process process, string? folder, Uri url, TimeSpan start)
    {
        (_process, _folder, Url, StartTime) = (process, folder, url, start);
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 100 }) { BaseAddress = url };
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    /// <summary>From the start of the process to the line that says where it listens.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>What all its threads have used of all cores so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>CPU time that the process has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most that was resident since <see cref="ForgetPeak"/>.</summary>
    public long PeakBytes =>
        long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    public static Task<ServerProcess> MonitorAsync(params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("tmon-bench-").FullName;
        return StartAsync(Published.Monitor, ["serve", "--port", "0", "--data", folder, .. more], folder);
    }

    /// <summary>On a folder that is there already, and stays.</summary>
    public static Task<ServerProcess> MonitorOnAsync(string folder) => StartAsync(Published.Monitor, ["serve", "--port", "0", "--data", folder], null);

    public static Task<ServerProcess> EmptyAsync() => StartAsync(Published.Empty, ["--urls", "http://127.0.0.1:0"], null);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<ServerProcess> StartAsync(string program, string[] arguments, string? folder)
    {
        const string Ready = "listening on ";
        var clock = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                // What it says later must go somewhere, or a full pipe would stop it.
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServerProcess(process, folder, new Uri(line[Ready.Length..]), clock.Elapsed);
            }
        }

        throw new InvalidOperationException($"{program} ended before it listened");
    }
}
