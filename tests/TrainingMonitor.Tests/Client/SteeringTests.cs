using System.Security.Cryptography;
using System.Text.Json;
using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

public sealed class SteeringTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TrainingMonitorOptions Options(Peer peer) => new()
    {
        RunName = "test",
        DashboardUrl = peer.Url,
        JournalDirectory = _folder.Path,
        Time = new HurriedTime(),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_reaches_its_handler_once_and_is_answered(bool overWebSocket)
    {
        await using var peer = new Peer { TakesWebSockets = overWebSocket };
        peer.Store.Commands.Add("""{"id":"cmd_1","command":"load_checkpoint","checkpoint_id":"ckpt_a"}""");
        var heard = new List<string>();
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            monitor.OnCommand("load_checkpoint", command =>
            {
                heard.Add(command.Body.GetProperty("checkpoint_id").GetString()!);
                return Task.CompletedTask;
            });
            for (var step = 0; heard.Count == 0 || peer.Store.Results.Count == 0; step++)
            {
                monitor.LogMetrics(step, ("loss", 1));
                await Task.Delay(5);
            }

            Assert.False(monitor.ShouldStop);
        }

        Assert.Equal(["ckpt_a"], heard);
        Assert.Equal(["cmd_1: True done"], peer.Store.Results);
        Assert.Equal(["completed"], peer.Store.Statuses);
    }

    [Fact]
    public async Task Stop_checkpoint_and_unknown_commands_are_answered_without_a_handler()
    {
        await using var peer = new Peer();
        peer.Store.Commands.AddRange(
        [
            """{"id":"cmd_1","command":"checkpoint"}""",
            """{"id":"cmd_2","command":"stop","when":"epoch_end"}""",
            """{"id":"cmd_3","command":"dance"}""",
            """{"id":"cmd_3","command":"dance"}""",
        ]);
        // Beside the journals: their folder goes when the last of them is sent.
        var checkpoints = Path.Combine(Path.GetDirectoryName(_folder.Path)!, "checkpoints");
        var path = Path.Combine(checkpoints, "model.bin");
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            await Wait.ForAsync(() => monitor.ShouldCheckpoint && monitor.ShouldStopAtEpochEnd);
            Assert.False(monitor.ShouldStop);
            var id = monitor.SaveCheckpoint(path, stream => stream.Write("weights"u8), step: 7, metrics: new Dictionary<string, double> { ["loss"] = 0.5 });
            Assert.False(monitor.ShouldCheckpoint);
            monitor.MarkBestCheckpoint(id!);
        }

        Assert.Equal(3, peer.Store.Results.Count);
        Assert.Contains(peer.Store.Results, result => result.StartsWith("cmd_1: True saved as ckpt_", StringComparison.Ordinal));
        Assert.Contains("cmd_3: False this script does not take the command 'dance'", peer.Store.Results);
        Assert.Equal(["interrupted"], peer.Store.Statuses);
        var checkpoint = Assert.Single(peer.Store.Checkpoints);
        Assert.Equal(Path.GetFullPath(path), checkpoint.GetProperty("filepath").GetString());
        Assert.Equal(7, checkpoint.GetProperty("size").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("weights"u8)), checkpoint.GetProperty("sha256").GetString());
        Assert.Equal(0.5, checkpoint.GetProperty("metrics").GetProperty("loss").GetDouble());
        Assert.Single(Directory.GetFiles(checkpoints), path);
    }

    [Fact]
    public async Task System_samples_arrive_and_are_plausible()
    {
        await using var peer = new Peer();
        await using (var monitor = new TrainingMonitorClient(Options(peer) with { SystemInterval = TimeSpan.FromSeconds(5) }))
        {
            await Wait.ForAsync(() => peer.Store.Samples.Count >= 2);
        }

        var sample = peer.Store.Samples[^1];
        Assert.InRange(sample.GetProperty("cpu_percent").GetDouble(), 0, 100);
        var total = sample.GetProperty("memory_total").GetDouble();
        Assert.InRange(sample.GetProperty("memory_used").GetDouble(), 1e6, total);
        Assert.InRange(sample.GetProperty("disk_used").GetDouble(), 0, sample.GetProperty("disk_total").GetDouble());
        Assert.InRange(sample.GetProperty("process").GetProperty("memory_used").GetDouble(), 1e6, total);
        Assert.True(sample.GetProperty("net_rx").GetDouble() >= 0);
        Assert.Equal(JsonValueKind.Array, sample.GetProperty("gpus").ValueKind);
    }

    [Fact]
    public async Task A_server_that_does_not_know_system_samples_is_asked_once()
    {
        await using var peer = new Peer();
        peer.Fault = request => request.Path.EndsWith("/system", StringComparison.Ordinal) ? PeerFault.Says(404) : null;
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            await Wait.ForAsync(() => peer.Requests.Any(request => request.Path.EndsWith("/system", StringComparison.Ordinal)));
            var heartbeats = peer.Store.Heartbeats;
            await Wait.ForAsync(() => peer.Store.Heartbeats > heartbeats + 1);
        }

        Assert.Single(peer.Requests, request => request.Path.EndsWith("/system", StringComparison.Ordinal));
    }
}
