using System.Diagnostics;
using System.Security.Cryptography;
using TrainingMonitor.Client;
using TrainingMonitor.Tests.Server;

namespace TrainingMonitor.Tests.Client;

/// <summary>Checkpoint files on their way to the real server, behind the training's back.</summary>
public sealed class UploadTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string PathOf(string name) => Path.Combine(_folder.Path, "checkpoints", name);

    private TrainingMonitorOptions Options(string url, TimeSpan closeTimeout) =>
        new() { RunName = "uploads", DashboardUrl = url, JournalDirectory = _folder.Path, CloseTimeout = closeTimeout, Time = new HurriedTime() };

    [Fact]
    public async Task The_file_arrives_as_the_checkpoint_that_was_registered()
    {
        await using var server = await RunningServer.StartAsync();
        var bytes = RandomNumberGenerator.GetBytes(5_000_000);
        string runId, id;
        await using (var monitor = new TrainingMonitorClient(Options(server.Http.BaseAddress!.AbsoluteUri, TimeSpan.FromSeconds(30))))
        {
            runId = monitor.RunId;
            id = monitor.SaveCheckpoint(
                PathOf("my model.bin"), file => file.Write(bytes), 7, new Dictionary<string, double> { ["loss"] = 0.5 }, new Dictionary<string, object?> { ["epoch"] = 3 }, upload: true)!;
            monitor.MarkBestCheckpoint(id);
            monitor.SaveCheckpoint(PathOf("stays.bin"), file => file.Write(bytes), 8);
        }

        var all = (await server.GetAsync($"/api/runs/{runId}/checkpoints")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!);
        Assert.Equal(["my model.bin", "stays.bin"], all.Keys.Order());
        var uploaded = all["my model.bin"];
        Assert.Equal((id, "uploaded", 7L), (uploaded.GetProperty("id").GetString(), uploaded.GetProperty("stored").GetString(), uploaded.GetProperty("step").GetInt64()));
        Assert.Equal(0.5, uploaded.GetProperty("metrics").GetProperty("loss").GetDouble());
        Assert.Equal(3, uploaded.GetProperty("metadata").GetProperty("epoch").GetInt64());
        Assert.True(uploaded.GetProperty("is_best").GetBoolean());
        Assert.Equal("registered", all["stays.bin"].GetProperty("stored").GetString());
        Assert.Equal(bytes, await server.Http.GetByteArrayAsync($"/api/checkpoints/{id}/download", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_server_that_was_away_gets_each_file_that_still_stands_when_it_is_back()
    {
        using var data = new TemporaryFolder();
        int port;
        string runId, first, second;
        TrainingMonitorClient monitor;
        await using (var server = await RunningServer.StartOnAsync(data))
        {
            port = server.Http.BaseAddress!.Port;
            monitor = new TrainingMonitorClient(Options(server.Http.BaseAddress.AbsoluteUri, TimeSpan.FromSeconds(30)));
            runId = monitor.RunId;
            Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(60)));
        }

        first = monitor.SaveCheckpoint(PathOf("1.bin"), file => file.WriteByte(1), 1, upload: true)!;
        monitor.SaveCheckpoint(PathOf("latest.bin"), file => file.WriteByte(2), 2, upload: true);
        second = monitor.SaveCheckpoint(PathOf("latest.bin"), file => file.WriteByte(3), 3, upload: true)!;
        await Wait.ForAsync(() => _folder.Journals.Length == 1 && monitor.GetLastCheckpoint()?.Id == second);
        await using (var server = await RunningServer.StartOnAsync(data, options => options with { Port = port }))
        {
            await monitor.DisposeAsync();
            var stored = (await server.GetAsync($"/api/runs/{runId}/checkpoints")).GetProperty("items").EnumerateArray()
                .ToDictionary(item => item.GetProperty("step").GetInt64(), item => item.GetProperty("stored").GetString());
            Assert.Equal(("uploaded", "registered", "uploaded"), (stored[1], stored[2], stored[3]));
            Assert.Equal([1], await server.Http.GetByteArrayAsync($"/api/checkpoints/{first}/download", TestContext.Current.CancellationToken));
            Assert.Equal([3], await server.Http.GetByteArrayAsync($"/api/checkpoints/{second}/download", TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task What_was_left_at_the_end_of_a_run_is_uploaded_once_by_the_next_one_as_it_was_saved()
    {
        await using var peer = new Peer();
        await peer.GoAwayAsync();
        string runId, kept;
        await using (var first = new TrainingMonitorClient(Options(peer.Url, TimeSpan.FromMilliseconds(300))))
        {
            runId = first.RunId;
            kept = first.SaveCheckpoint(PathOf("1.bin"), file => file.Write("one"u8), 1, upload: true)!;
            first.SaveCheckpoint(PathOf("2.bin"), file => file.Write("two"u8), 2, upload: true);
            first.SaveCheckpoint(PathOf("3.bin"), file => file.Write("three"u8), 3, upload: true);
        }

        await File.WriteAllTextAsync(PathOf("2.bin"), "changed", TestContext.Current.CancellationToken);
        File.Delete(PathOf("3.bin"));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.uploads", SearchOption.AllDirectories));

        await using var server = await RunningServer.StartAsync(options => options with { Port = peer.Port });
        var lines = new Lines();
        await using (var second = new TrainingMonitorClient(Options(peer.Url, TimeSpan.FromSeconds(30)) with { Logger = lines }))
        {
            await Wait.ForAsync(() => JournalSync.Find(_folder.Path).Count == 0);
        }

        var stored = (await server.GetAsync($"/api/runs/{runId}/checkpoints")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("step").GetInt64(), item => item.GetProperty("stored").GetString());
        Assert.Equal(("uploaded", "registered", "registered"), (stored[1], stored[2], stored[3]));
        Assert.Equal("one"u8.ToArray(), await server.Http.GetByteArrayAsync($"/api/checkpoints/{kept}/download", TestContext.Current.CancellationToken));
        Assert.Equal("completed", (await server.GetAsync($"/api/runs/{runId}")).GetProperty("status").GetString());
        Assert.Single(lines.All, line => line.Contains("2.bin was changed before it was uploaded", StringComparison.Ordinal));
        Assert.Single(lines.All, line => line.Contains("3.bin was gone before it was uploaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_once_and_the_next_one_goes()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxUploadBytes = 1_000_000 });
        string runId;
        await using (var monitor = new TrainingMonitorClient(Options(server.Http.BaseAddress!.AbsoluteUri, TimeSpan.FromSeconds(30))))
        {
            runId = monitor.RunId;
            monitor.SaveCheckpoint(PathOf("large.bin"), file => file.Write(new byte[20_000_000]), 1, upload: true);
            monitor.SaveCheckpoint(PathOf("small.bin"), file => file.WriteByte(1), 2, upload: true);
        }

        var stored = (await server.GetAsync($"/api/runs/{runId}/checkpoints")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("stored").GetString());
        Assert.Equal(("registered", "uploaded"), (stored["large.bin"], stored["small.bin"]));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("hung")]
    public async Task Saving_does_not_wait_for_the_server_and_leaving_no_longer_than_asked(string how)
    {
        await using var peer = new Peer { Fault = _ => PeerFault.Hang };
        if (how == "absent")
        {
            await peer.GoAwayAsync();
        }

        var lines = new Lines();
        var started = Stopwatch.GetTimestamp();
        var monitor = new TrainingMonitorClient(Options(peer.Url, TimeSpan.FromMilliseconds(300)) with { Logger = lines });
        monitor.SaveCheckpoint(PathOf("1.bin"), file => file.Write(new byte[1_000_000]), 1, upload: true);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10), "saving must not hang");
        await Wait.ForAsync(() => monitor.GetLastCheckpoint() is { Sha256: not null });
        started = Stopwatch.GetTimestamp();
        await monitor.DisposeAsync();
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10), "leaving must not hang");
        Assert.Single(lines.All, line => line.Contains($"1 checkpoints of {monitor.RunId} wait to be uploaded", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.uploads", SearchOption.AllDirectories));
    }
}
