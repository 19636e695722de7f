using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Server.Ingest;

public class FaultProxyTests
{
    private const int Writers = 4;

    /// <summary>10⁵ points, 10⁷ with <c>./test --long</c>.</summary>
    [Fact]
    public async Task Through_a_bad_network_the_store_equals_the_ledger()
    {
        var rows = LongTests.Times(50, 500);
        var blocks = LongTests.Times(100_000, 10_000_000) / Writers / rows / 2;
        var stop = TestContext.Current.CancellationToken;
        await using var server = await RunningServer.StartAsync();
        string[] runs = [await server.NewRunAsync("one"), await server.NewRunAsync("other")];
        LedgerWriter[] writers = [.. Enumerable.Range(0, Writers).Select(i => new LedgerWriter(runs[i % 2], i, blocks, rows))];
        await using (var proxy = new FaultProxy(server.Http, seed: 20))
        {
            using (var http = new HttpClient { BaseAddress = proxy.Url })
            {
                await Task.WhenAll(writers.Select(writer => writer.SendAsync(http, stop)));
            }

            Assert.All(Enum.GetValues<FaultProxy.Fault>(), fault => Assert.True(proxy.Faults.GetValueOrDefault(fault) > 20, $"{fault} happened {proxy.Faults.GetValueOrDefault(fault)} times"));
        }

        var store = server.Service<DataStore>();
        foreach (var run in runs)
        {
            var stored = store.Points.ReadRaw(new SeriesQuery { RunId = run, Keys = ["*"], Points = 0, Segment = SegmentChoice.All }).Series;
            var ledgers = writers.Where(writer => writer.Run == run).SelectMany(writer => writer.Metrics.Select((name, i) => (name, Ledger: writer.Ledger(i)))).ToArray();
            Assert.Equal(ledgers.Select(ledger => ledger.name).Order(StringComparer.Ordinal), stored.Select(series => series.Key).Order(StringComparer.Ordinal));
            foreach (var (name, ledger) in ledgers)
            {
                var points = stored.Single(series => series.Key == name).Blocks().SelectMany(block => block.Steps.Select((step, i) => (step, block.Times[i], block.Values[i])));
                AssertSame(name, ledger, points);
            }
        }
    }

    [Fact]
    public async Task Console_lines_through_a_bad_network_are_there_once_and_in_order()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        var sent = Enumerable.Range(0, LongTests.Times(300, 5000)).Select(i => $"line {i}").ToArray();
        await using (var proxy = new FaultProxy(server.Http, seed: 21))
        {
            using var http = new HttpClient { BaseAddress = proxy.Url };
            for (var i = 0; i < sent.Length; i++)
            {
                for (var isThere = false; !isThere;)
                {
                    try
                    {
                        using var content = RunningServer.Json($$"""{"writer":"w","seq":{{i + 1}},"lines":[{"text":"{{sent[i]}}"}]}""");
                        using var answer = await http.PostAsync($"/api/runs/{id}/logs", content, stop);
                        isThere = answer.IsSuccessStatusCode;
                    }
                    catch (HttpRequestException)
                    {
                        // Nobody knows whether it arrived, so it goes again under the same number.
                    }
                }
            }
        }

        Assert.Equal(sent, server.Service<DataStore>().Logs.Read(id, 0, int.MaxValue).Items.Select(line => line.Text));
    }

    private static void AssertSame(string name, IEnumerable<(long Step, long Time, double Value)> want, IEnumerable<(long Step, long Time, double Value)> got)
    {
        using var stored = got.GetEnumerator();
        var row = 0;
        foreach (var point in want)
        {
            Assert.True(stored.MoveNext(), $"{name} ends after {row} points");
            Assert.True(point.Equals(stored.Current), $"{name}, row {row}: got {stored.Current}, want {point}");
            row++;
        }

        Assert.False(stored.MoveNext(), $"{name} has more than the {row} points of the ledger, first {stored.Current}");
    }
}
