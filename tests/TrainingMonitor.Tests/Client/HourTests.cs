using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

/// <summary>An hour of training beside a server that fails in every way in turn, on a clock that makes ten seconds of it.</summary>
public sealed class HourTests : IDisposable
{
    private const int Factor = 360;
    private const int MostBytesEach = 300;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_hour_of_every_fault_loses_nothing_knocks_seldom_and_ends_with_an_empty_journal(bool overWebSocket)
    {
        var phase = TimeSpan.FromMinutes(10);
        var hung = PeerFault.Cut with { Delay = TimeSpan.FromSeconds(10) / Factor };
        var time = new CompressedTime(Factor);
        await using var peer = new Peer { TakesWebSockets = overWebSocket };
        var monitor = new TrainingMonitorClient(new TrainingMonitorOptions
        {
            RunName = "hour", DashboardUrl = peer.Url, JournalDirectory = _folder.Path, Time = time, CloseTimeout = TimeSpan.FromSeconds(30), SystemInterval = TimeSpan.Zero,
        });
        var loss = monitor.Metric("loss");
        var step = 0;
        loss.Log(step++, 0);
        Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(60)));
        foreach (var fault in (string[])["absent", "hung", "refusing", "nonsense", "restarting"])
        {
            peer.Fault = fault switch
            {
                "hung" => _ => hung,
                "refusing" => _ => PeerFault.Says(503),
                "nonsense" => _ => PeerFault.Nonsense,
                _ => _ => null,
            };
            if (fault == "absent")
            {
                await peer.GoAwayAsync();
            }

            peer.CutAll();
            peer.Requests.Clear();
            var began = (time.Elapsed, Step: step);
            var cutAt = time.Elapsed;
            while (time.Elapsed - began.Elapsed < phase)
            {
                loss.Log(step, step);
                step++;
                await Task.Delay(TimeSpan.FromSeconds(1), time, TestContext.Current.CancellationToken);
                if (fault == "restarting" && time.Elapsed - cutAt > TimeSpan.FromMinutes(1))
                {
                    cutAt = time.Elapsed;
                    peer.CutAll();
                }
            }

            if (fault != "restarting")
            {
                // 1, 2, 4, 8, 16, then 30 s at most, a quarter less at times: 30 attempts, each of an upgrade and a delivery.
                Assert.InRange(peer.Requests.Count, fault == "absent" ? 0 : 3, 60);
                var bytes = _folder.Journals.Sum(path => new FileInfo(path).Length);
                Assert.InRange(bytes, step - began.Step, 4096 + ((long)MostBytesEach * step));
                Assert.Single(peer.Store.Points);
            }

            if (fault == "absent")
            {
                peer.Fault = _ => hung;
                peer.ComeBack();
            }
        }

        // Ten quiet minutes: nothing but heartbeats, one in 15 s.
        Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(60)));
        var (quiet, beats) = (time.Elapsed, peer.Store.Heartbeats);
        await Wait.ForAsync(() => time.Elapsed - quiet > TimeSpan.FromMinutes(10) && peer.Store.Heartbeats >= beats + 10);
        Assert.InRange(peer.Store.Heartbeats - beats, 10, ((time.Elapsed - quiet) / TimeSpan.FromSeconds(15)) + 1);
        await monitor.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, step).Select(at => ("loss", (long)at, (double)at)), peer.Store.Points);
        Assert.Equal(0, peer.Store.Lost);
        Assert.Empty(_folder.Journals);
    }
}
