using System.Diagnostics;
using System.Text.Json;
using TrainingMonitor.Benchmarks.Server;

namespace TrainingMonitor.Benchmarks.Page;

/// <summary>A script of <c>web/bench/</c>: it drives a real Chromium and says what it measured as one line of JSON.</summary>
internal sealed class PageScript : IDisposable
{
    private readonly Process _process;

    public PageScript(string name, Uri url, params string[] more) => _process = Process.Start(
        new ProcessStartInfo("node", [Path.Combine(Published.Root, "web", "bench", name + ".mjs"), url.AbsoluteUri, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;

    public static async Task<Dictionary<string, double[]>> RunAsync(string name, Uri url, params string[] more)
    {
        using var script = new PageScript(name, url, more);
        return await script.ReadAsync<Dictionary<string, double[]>>();
    }

    /// <summary>Waits for the line with which a script says that it may begin.</summary>
    public async Task WaitAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync() is null)
        {
            throw new InvalidOperationException("the script ended before it was ready");
        }
    }

    /// <summary>Closes what it reads from, and takes what it says last.</summary>
    public async Task<T> ReadAsync<T>()
    {
        _process.StandardInput.Close();
        var said = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? JsonSerializer.Deserialize<T>(said)! : throw new InvalidOperationException($"the script ended with {_process.ExitCode}");
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
