using System.Collections.Concurrent;
using System.Diagnostics;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>50 writers that log one point at a time and wait for each answer.</summary>
internal sealed class OnePointStoreMeasure : IMeasure
{
    private const int Writers = 50;
    private const int Each = 400;

    public string Name => "store-one-point";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var folder = new BenchFolder();
        var latencies = new ConcurrentBag<double>();
        var timing = await Timing.OfAsync(() =>
        {
            latencies.Clear();
            return Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(folder, latencies)));
        });
        yield return new Figure($"store alone: one point at a time, {Writers} writers, durable", [.. timing.Seconds.Select(time => Writers * Each / time)], "points/s");
        yield return timing.PerPoint(Writers * Each);
        yield return new Figure("  ack p50", [Percentiles.Of(latencies, 50) * 1e3], "ms");
        yield return new Figure("  ack p99", [Percentiles.Of(latencies, 99) * 1e3], "ms");
    }

    private static async Task WriteAsync(BenchFolder folder, ConcurrentBag<double> latencies)
    {
        var run = await folder.NewRunAsync();
        for (var step = 0; step < Each; step++)
        {
            var started = Stopwatch.GetTimestamp();
            await folder.Store.Points.AppendAsync(
                run, new PointBatch { Rows = 1, Steps = [step], Times = [step], Metrics = [new MetricColumn("loss", [0.5], null)] }, default);
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }
}
