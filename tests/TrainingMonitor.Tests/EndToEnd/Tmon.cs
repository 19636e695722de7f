using System.Diagnostics;

namespace TrainingMonitor.Tests.EndToEnd;

/// <summary>The root's <c>./tmon</c> as a user starts it; its process is the program's, so signals reach it directly.</summary>
internal sealed class Tmon : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _errors = [];

    private Tmon(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return string.Join('\n', _errors);
            }
        }
    }

    public static Tmon Start(params string[] arguments)
    {
        // Tests started in the background of a shell inherit an ignored SIGINT, and so would the program: Ctrl-C must mean what it means to a user.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,HUP", Repository.PathOf("tmon"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var tmon = new Tmon(Process.Start(start)!);
        tmon._process.ErrorDataReceived += (_, line) =>
        {
            lock (tmon._errors)
            {
                tmon._errors.Add(line.Data ?? "");
            }
        };
        tmon._process.BeginErrorReadLine();
        return tmon;
    }

    /// <summary>The rest of the first line of output that starts with the given text.</summary>
    public async Task<string> ReadAsync(string start)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line[start.Length..].Trim();
            }
        }

        throw new InvalidOperationException($"tmon ended without a line '{start}…': {Errors}");
    }

    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    public async Task<int> ExitAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
