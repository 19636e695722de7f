using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TrainingMonitor.Client;
using TrainingMonitor.Tests.Server;

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

    [Fact]
    public async Task An_upload_that_the_Python_SDK_left_is_sent_by_this_one_and_the_other_way_round()
    {
        await using var server = await RunningServer.StartAsync();
        var url = server.Http.BaseAddress!;
        var file = Path.Combine(_folder.Path, "model.bin");
        await RunPythonAsync("-c", $$"""
            from training_monitor import TrainingMonitor
            with TrainingMonitor(run_name="from python", run_id="from-python", offline=True) as monitor:
                monitor.save_checkpoint({{JsonSerializer.Serialize(file)}}, {"loss": 0.5}, step=7, upload=True, write=lambda path: open(path, "wb").write(b"python"))
            """);
        var sync = new JournalSync();
        foreach (var path in JournalSync.Find(_folder.Path))
        {
            Assert.Equal(JournalSyncOutcome.Sent, (await sync.SendAsync(path, url)).Outcome);
        }

        Assert.Equal("python", await DownloadAsync(server, "from-python"));
        Assert.Equal("completed", (await server.GetAsync("/api/runs/from-python")).GetProperty("status").GetString());
        await using (var monitor = new TrainingMonitorClient(new TrainingMonitorOptions { RunId = "from-csharp", Offline = true, JournalDirectory = _folder.Path }))
        {
            monitor.SaveCheckpoint(file, stream => stream.Write("csharp"u8), 8, upload: true);
        }

        Assert.Equal(2, JournalSync.Find(_folder.Path).Count);
        await RunPythonAsync("-m", "training_monitor", "sync", _folder.Path, "--url", url.AbsoluteUri);
        Assert.Equal("csharp", await DownloadAsync(server, "from-csharp"));
        Assert.Equal("completed", (await server.GetAsync("/api/runs/from-csharp")).GetProperty("status").GetString());
        Assert.Empty(JournalSync.Find(_folder.Path));
    }

    private static async Task<string> DownloadAsync(RunningServer server, string runId)
    {
        var checkpoint = Assert.Single((await server.GetAsync($"/api/runs/{runId}/checkpoints")).GetProperty("items").EnumerateArray());
        Assert.Equal("uploaded", checkpoint.GetProperty("stored").GetString());
        return await server.Http.GetStringAsync($"/api/checkpoints/{checkpoint.GetProperty("id").GetString()}/download", TestContext.Current.CancellationToken);
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

    internal static string PythonSources([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "..", "..", "..", "..", "python", "src"));
}
