using System.Diagnostics;
using System.Globalization;
using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

/// <summary>A real training in a process of its own, killed with SIGKILL while its server is away.</summary>
public sealed class KillTests : IDisposable
{
    /// <summary>The promise is 100 ms of a thread's own time; beside other tests on two cores it may have to wait for its turn.</summary>
    private static readonly TimeSpan OnABusyMachine = TimeSpan.FromMilliseconds(500);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_9_loses_at_most_the_last_100_ms_and_the_replay_doubles_nothing()
    {
        await using var peer = new Peer();
        var checkpoints = Path.Combine(_folder.Path, "checkpoints");
        using var training = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Digits.dll"),
                "--url", peer.Url, "--steps", "1000000", "--steps-per-second", "200", "--hidden", "16",
                "--checkpoint-every", "1", "--checkpoint-dir", checkpoints,
            },
            Environment = { ["TRAINING_MONITOR_DIR"] = _folder.Path },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        DateTime killed;
        try
        {
            await Wait.ForAsync(() => peer.Store.Points.Count > 300);
            await peer.GoAwayAsync();
            var known = Steps(checkpoints).Max(written => written.Step);
            await Wait.ForAsync(() => Steps(checkpoints).Max(written => written.Step) > known + 60);
        }
        finally
        {
            killed = DateTime.UtcNow;
            training.Kill();
            await training.WaitForExitAsync();
        }

        var safe = Steps(checkpoints).Where(written => written.At < killed - OnABusyMachine).Max(written => written.Step);
        peer.ComeBack();
        foreach (var journal in JournalSync.Find(_folder.Path))
        {
            var result = await new JournalSync().SendAsync(journal);
            Assert.Equal(JournalSyncOutcome.Sent, result.Outcome);
        }

        var byMetric = peer.Store.Points.GroupBy(point => point.Metric).ToArray();
        Assert.Equal(6, byMetric.Length);
        Assert.All(byMetric, points => Assert.Equal(Enumerable.Range(1, points.Count()).Select(step => (long)step), points.Select(point => point.Step)));
        Assert.All(byMetric, points => Assert.True(points.Count() >= safe, $"step {safe} was logged half a second before the kill, got {points.Count()} steps"));
        Assert.Empty(_folder.Journals);
        Assert.Equal("interrupted", peer.Store.Statuses[^1]);
    }

    private static IEnumerable<(int Step, DateTime At)> Steps(string folder) => Directory.EnumerateFiles(folder, "*.safetensors")
        .Select(file => (int.Parse(Path.GetFileNameWithoutExtension(file).Split("-step")[1], CultureInfo.InvariantCulture), File.GetLastWriteTimeUtc(file)));

    [Fact]
    public async Task A_signal_lets_the_training_end_by_itself_as_interrupted()
    {
        await using var peer = new Peer();
        using var training = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Digits.dll"),
                "--url", peer.Url, "--steps", "1000000", "--steps-per-second", "200", "--checkpoint-every", "0",
            },
            Environment = { ["TRAINING_MONITOR_DIR"] = _folder.Path },
            RedirectStandardOutput = true,
        })!;
        await Wait.ForAsync(() => peer.Store.Points.Count > 60);
        using var kill = Process.Start("kill", ["-TERM", training.Id.ToString(CultureInfo.InvariantCulture)]);
        var said = await training.StandardOutput.ReadToEndAsync();
        await training.WaitForExitAsync();
        Assert.Equal(0, training.ExitCode);
        Assert.Contains("interrupted", said, StringComparison.Ordinal);
        Assert.Equal(["interrupted"], peer.Store.Statuses);
        Assert.Empty(_folder.Journals);
    }
}
