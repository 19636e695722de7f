using System.Diagnostics;
using System.Runtime.CompilerServices;
using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

/// <summary>What one SDK leaves in a journal, the other one sends.</summary>
public sealed class TwoLanguagesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_of_the_Python_SDK_is_sent_by_this_one()
    {
        await RunPythonAsync("-c", """
            from training_monitor import TrainingMonitor
            with TrainingMonitor(run_name="from python", config={"lr": 0.1}, offline=True) as monitor:
                for step in range(200):
                    monitor.log_metrics({"loss": 1 / (step + 1), "odd": float("nan")}, step=step)
            """);
        await using var peer = new Peer();
        var result = await new JournalSync().SendAsync(Assert.Single(_folder.Journals), new Uri(peer.Url));

        Assert.Equal(JournalSyncOutcome.Sent, result.Outcome);
        Assert.Equal(
            Enumerable.Range(0, 200).Select(step => ("loss", (long)step, 1.0 / (step + 1))),
            peer.Store.Points.Where(point => point.Metric == "loss"));
        Assert.Equal(200, peer.Store.Points.Count(point => point.Metric == "odd" && double.IsNaN(point.Value)));
        Assert.Equal(["completed"], peer.Store.Statuses);
        Assert.Equal("from python", peer.Store.Run(result.RunId).GetProperty("name").GetString());
        Assert.Empty(_folder.Journals);
    }

    [Fact]
    public async Task A_journal_of_this_SDK_is_sent_by_the_Python_one()
    {
        var options = new TrainingMonitorOptions { RunName = "from C#", Offline = true, JournalDirectory = _folder.Path };
        string runId;
        await using (var monitor = new TrainingMonitorClient(options))
        {
            runId = monitor.RunId;
            for (var step = 0; step < 200; step++)
            {
                monitor.LogMetrics(step, ("loss", 1.0 / (step + 1)), ("odd", double.NegativeInfinity));
            }
        }

        await using var peer = new Peer();
        await RunPythonAsync("-m", "training_monitor", "sync", _folder.Path, "--url", peer.Url);

        Assert.Equal(
            Enumerable.Range(0, 200).Select(step => ("loss", (long)step, 1.0 / (step + 1))),
            peer.Store.Points.Where(point => point.Metric == "loss"));
        Assert.Equal(200, peer.Store.Points.Count(point => point.Metric == "odd" && double.IsNegativeInfinity(point.Value)));
        Assert.Equal(["completed"], peer.Store.Statuses);
        Assert.Equal("from C#", peer.Store.Run(runId).GetProperty("name").GetString());
        Assert.Empty(_folder.Journals);
    }

    private async Task RunPythonAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments)
        {
            Environment = { ["PYTHONPATH"] = PythonSources(), ["TRAINING_MONITOR_DIR"] = _folder.Path },
            RedirectStandardError = true,
        };
        using var python = Process.Start(start)!;
        var errors = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, $"python3 exited with {python.ExitCode}: {errors}");
    }

    private static string PythonSources([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "..", "..", "..", "..", "python", "src"));
}
