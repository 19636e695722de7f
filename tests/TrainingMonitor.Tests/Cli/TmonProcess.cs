using System.Diagnostics;
using System.Text;

namespace TrainingMonitor.Tests.Cli;

/// <summary>The program itself, built with the tests, as a process of its own: its bytes, its exit code, its signals.</summary>
internal sealed class TmonProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly MemoryStream _printed = new();
    private readonly Task<byte[]> _output;
    private readonly Task<byte[]> _errors;

    private TmonProcess(Process process)
    {
        _process = process;
        _output = BytesAsync(process.StandardOutput.BaseStream, _printed);
        _errors = BytesAsync(process.StandardError.BaseStream, new MemoryStream());
    }

    /// <summary>What came on standard output until now.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
            {
                return Encoding.UTF8.GetString(_printed.ToArray());
            }
        }
    }

    public int ProcessId => _process.Id;

    /// <param name="url">The server; null for none, where nothing listens.</param>
    /// <param name="folder">Working folder and home of the journals.</param>
    /// <param name="arguments">Behind <c>tmon</c>.</param>
    public static TmonProcess Start(Uri? url, string folder, params string[] arguments) => StartWith([], url, folder, arguments);

    /// <param name="variables">As <c>NAME=value</c>, beside what every such process gets.</param>
    /// <inheritdoc cref="Start"/>
    public static TmonProcess StartWith(string[] variables, Uri? url, string folder, params string[] arguments)
    {
        // A test started in the background of a shell inherits an ignored SIGINT, and so would the program.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,HUP", .. variables, "dotnet", Path.Combine(AppContext.BaseDirectory, "tmon.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment =
            {
                ["TRAINING_MONITOR_URL"] = url?.AbsoluteUri ?? "http://127.0.0.1:9",
                ["TRAINING_MONITOR_DIR"] = Path.Combine(folder, ".training_monitor"),
                ["PYTHONPATH"] = Repository.PathOf("python/src"),
            },
        };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new TmonProcess(process);
    }

    public static async Task<(int Code, string Output, string Errors)> RunAsync(Uri? url, string folder, params string[] arguments)
    {
        using var tmon = Start(url, folder, arguments);
        return (await tmon.ExitAsync(), Encoding.UTF8.GetString(await tmon.OutputAsync()), await tmon.ErrorsAsync());
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public Task<byte[]> OutputAsync() => _output;

    public async Task<string> ErrorsAsync() => Encoding.UTF8.GetString(await _errors);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static async Task<byte[]> BytesAsync(Stream stream, MemoryStream all)
    {
        var buffer = new byte[64 << 10];
        while (await stream.ReadAsync(buffer) is > 0 and var count)
        {
            lock (all)
            {
                all.Write(buffer, 0, count);
            }
        }

        return all.ToArray();
    }
}
