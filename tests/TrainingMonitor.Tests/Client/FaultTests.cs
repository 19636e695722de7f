using System.Diagnostics;
using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

/// <summary>Whatever the server does, every point is stored exactly once in the end, and the calls stay cheap meanwhile.</summary>
public sealed class FaultTests : IDisposable
{
    private const int Steps = 2000;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, bool> Faults
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var fault in (string[])["cut", "loses answer", "nonsense", "another program", "503", "500", "429", "403", "slow"])
            {
                data.Add(fault, true);
                data.Add(fault, false);
            }

            return data;
        }
    }

    private static PeerFault Fault(string name) => name switch
    {
        "cut" => PeerFault.Cut,
        "loses answer" => PeerFault.LosesAnswer,
        "nonsense" => PeerFault.Nonsense,
        "another program" => PeerFault.OtherProgram,
        "503" => PeerFault.Says(503),
        "500" => PeerFault.Says(500, "<html>oops"),
        "429" => PeerFault.Says(429),
        "403" => PeerFault.Says(403),
        "slow" => new PeerFault { Stores = true, Delay = TimeSpan.FromMilliseconds(300) },
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private TrainingMonitorOptions Options(Peer peer) => new()
    {
        RunName = "test",
        DashboardUrl = peer.Url,
        JournalDirectory = _folder.Path,
        CloseTimeout = TimeSpan.FromSeconds(30),
        Time = new HurriedTime(),
    };

    private static IEnumerable<(string, long, double)> Expected(int steps) =>
        Enumerable.Range(0, steps).Select(step => ("loss", (long)step, (double)step));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_server_that_fails_twice_gets_every_point_once(string fault, bool overWebSocket)
    {
        var failures = 0;
        await using var peer = new Peer { TakesWebSockets = overWebSocket };
        peer.Fault = request => request.IsBatch && Interlocked.Increment(ref failures) is 1 or 2 ? Fault(fault) : null;
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            var loss = monitor.Metric("loss");
            for (var step = 0; step < Steps; step++)
            {
                loss.Log(step, step);
                if (step == Steps / 2)
                {
                    await Wait.ForAsync(() => failures > 0);
                }
            }
        }

        Assert.Equal(Expected(Steps), peer.Store.Points);
        Assert.Equal(0, peer.Store.Lost);
        Assert.True(failures >= 3, $"got {failures} batches, want at least 3 of which two failed");
        Assert.Empty(_folder.Journals);
    }

    [Fact]
    public async Task Without_disk_and_server_memory_holds_a_thousand_calls_of_the_whole_time_and_the_others_are_counted()
    {
        const int Calls = 30_000;
        await using var peer = new Peer();
        await peer.GoAwayAsync();
        var inTheWay = Directory.CreateDirectory(_folder.Path).FullName + "/file";
        await File.WriteAllTextAsync(inTheWay, "", TestContext.Current.CancellationToken);
        var options = Options(peer) with { JournalDirectory = inTheWay };
        await using (var monitor = new TrainingMonitorClient(options))
        {
            var row = monitor.Row("loss", "accuracy");
            for (var step = 0; step < Calls; step++)
            {
                row.Log(step, step, step);
                if (step == 0)
                {
                    // That the disk refuses shows at the first write.
                    await Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);
                }
            }

            // Until the pump has seen them all; then the server takes what memory holds.
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            peer.ComeBack();
            Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(60)));
        }

        var steps = peer.Store.Points.Select(point => point.Step).Distinct().ToArray();
        Assert.InRange(steps.Length, 300, 1000);
        Assert.True(steps[^1] > Calls - 200, $"got {steps[^1]} as the last of {Calls} steps");
        Assert.True(steps.Count(step => step < Calls / 2) > steps.Length / 5, "want steps of the whole time");
        Assert.Equal(2 * Calls, peer.Store.Points.Count + peer.Store.Lost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_is_killed_and_comes_back_gets_every_point_once(bool overWebSocket)
    {
        await using var peer = new Peer { TakesWebSockets = overWebSocket };
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            var loss = monitor.Metric("loss");
            for (var step = 0; step < Steps; step++)
            {
                if (step == Steps / 4)
                {
                    Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(60)));
                    await peer.GoAwayAsync();
                }

                if (step == Steps / 2)
                {
                    await Wait.ForAsync(() => _folder.Journals.Length == 1);
                    peer.ComeBack();
                }

                loss.Log(step, step);
            }
        }

        Assert.Equal(Expected(Steps), peer.Store.Points);
        Assert.Empty(_folder.Journals);
    }

    [Fact]
    public async Task A_server_put_back_to_an_older_state_gets_what_comes_afterwards()
    {
        await using var peer = new Peer();
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            var loss = monitor.Metric("loss");
            loss.Log(0, 0);
            Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(60)));
            peer.Store.Forget();
            loss.Log(1, 1);
            loss.Log(2, 2);
        }

        Assert.Equal(Expected(3).Skip(1), peer.Store.Points);
    }

    [Fact]
    public async Task A_batch_that_the_server_will_never_take_is_counted_and_does_not_stop_the_next()
    {
        await using var peer = new Peer { TakesWebSockets = false };
        peer.Fault = request => request.IsBatch && request.Text.Contains("poison", StringComparison.Ordinal) ? PeerFault.Says(400) : null;
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            monitor.LogMetrics(0, ("poison", 1), ("loss", 7));
            Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(60)));
            monitor.LogMetrics(1, ("loss", 8));
        }

        Assert.Equal([("loss", 1, 8.0)], peer.Store.Points);
        Assert.Equal(2, peer.Store.Lost);
    }

    [Theory]
    [InlineData(404, "404 page not found")]
    [InlineData(405, "<html>405 Not Allowed")]
    [InlineData(409, """{"message":"conflict"}""")]
    [InlineData(400, "bad gateway config")]
    [InlineData(200, "{}")]
    [InlineData(200, "")]
    public async Task What_a_proxy_says_while_the_server_is_away_ends_no_request(int status, string body)
    {
        await using var peer = new Peer { TakesWebSockets = false };
        var asked = 0;
        peer.Fault = request => request.Path != "/api/runs" && Interlocked.Increment(ref asked) < 6 ? PeerFault.Says(status, body) : null;
        var file = Path.Combine(_folder.Path, "model.bin");
        Directory.CreateDirectory(_folder.Path);
        await File.WriteAllBytesAsync(file, [1, 2, 3], TestContext.Current.CancellationToken);
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            monitor.SaveCheckpoint(file);
            monitor.LogMetrics(1, ("loss", 8));
            Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(60)));
        }

        Assert.Equal([("loss", 1, 8.0)], peer.Store.Points);
        Assert.Single(peer.Store.Checkpoints);
        Assert.Equal(["completed"], peer.Store.Statuses);
        Assert.Empty(_folder.Journals);
    }

    [Fact]
    public async Task Another_program_on_the_port_is_not_taken_for_the_server()
    {
        await using var peer = new Peer { TakesWebSockets = false };
        var requests = 0;
        peer.Fault = _ => Interlocked.Increment(ref requests) < 4 ? PeerFault.OtherProgram : null;
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            monitor.Metric("loss").Log(0, 0);
        }

        Assert.Equal(Expected(1), peer.Store.Points);
        Assert.Equal(["completed"], peer.Store.Statuses);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("hung")]
    public async Task With_no_server_to_speak_of_a_call_costs_the_same_and_leaving_waits_no_longer_than_asked(string how)
    {
        await using var peer = new Peer { Fault = _ => PeerFault.Hang };
        if (how == "absent")
        {
            await peer.GoAwayAsync();
        }

        var worst = TimeSpan.Zero;
        var monitor = new TrainingMonitorClient(Options(peer) with { CloseTimeout = TimeSpan.FromMilliseconds(200) });
        var loss = monitor.Metric("loss");
        for (var step = 0; step < Steps; step++)
        {
            var started = Stopwatch.GetTimestamp();
            loss.Log(step, step);
            worst = Stopwatch.GetElapsedTime(started) is var took && took > worst ? took : worst;
        }

        var leaving = Stopwatch.GetTimestamp();
        await monitor.DisposeAsync();
        Assert.True(Stopwatch.GetElapsedTime(leaving) < TimeSpan.FromSeconds(10), "leaving must not hang");
        Assert.True(worst < TimeSpan.FromSeconds(2), $"the slowest call took {worst.TotalMilliseconds} ms");
        Assert.Single(_folder.Journals);
        Assert.Empty(peer.Store.Points);
    }
}
