using System.Globalization;
using TrainingMonitor.Benchmarks.Client;
using TrainingMonitor.Benchmarks.Server;
using TrainingMonitor.Client;

namespace TrainingMonitor.Benchmarks.Page;

/// <summary>From the call of the SDK to the pixel: the newest value of a live chart, painted in Chromium.</summary>
internal sealed class LatencyMeasure : IMeasure
{
    private const int Values = 400;
    private const int First = 1001;

    public string Name => "page-latency";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        using var folder = new JournalScratch();
        await using var monitor = new TrainingMonitorClient(folder.Options(server.Url.AbsoluteUri));
        var loss = monitor.Metric("train/loss");
        // Held up by a greater one at the start, the axis stays as it is.
        loss.Log(9000, 0);
        loss.Log(First, 1);
        await monitor.FlushAsync(TimeSpan.FromSeconds(30));
        using var script = new PageScript("latency", server.Url, monitor.RunId);
        await script.WaitAsync();

        var called = new Dictionary<int, double>();
        var random = new Random(1);
        for (var (value, step) = (First + 1, 2); called.Count < Values; value++)
        {
            if (value % 10 == 0)
            {
                continue;
            }

            // Not in step with the frames of the screen.
            await Task.Delay(random.Next(30, 90));
            called[value] = Now;
            loss.Log(value, step++);
        }

        var painted = await script.ReadAsync<Dictionary<string, double?>>();
        // A value that came with the next one, in one frame, was never painted alone; it is as old as that one's pixel.
        double? PaintedAt(int value) => Enumerable.Range(value, 20).Select(later => painted.GetValueOrDefault(later.ToString(CultureInfo.InvariantCulture))).FirstOrDefault(at => at is not null);
        var latencies = called.Where(call => PaintedAt(call.Key) is not null).Select(call => PaintedAt(call.Key)!.Value - call.Value).ToList();
        if (latencies.Count < Values * 0.99)
        {
            throw new InvalidOperationException($"of {Values} values {latencies.Count} were painted");
        }

        yield return new Figure("log() to painted pixel in Chromium", [Percentiles.Of(latencies, 50)], "ms p50", "≤ 150", value => value <= 150);
        yield return new Figure("  the same", [Percentiles.Of(latencies, 99)], "ms p99", "≤ 400", value => value <= 400);
    }

    private static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
}
