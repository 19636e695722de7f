using System.Diagnostics;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>How long a writer of single points waits for an acknowledgement at most while another run's large tail is sealed, and while nothing is.</summary>
internal sealed class SealGapMeasure : IMeasure
{
    private const int Times = 7;

    public string Name => "seal-gap";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        // A run of more values would be sealed before the measurement begins.
        foreach (var (metrics, rows) in ((int, int)[])[(20, 2000), (500, 2000)])
        {
            await using var folder = new BenchFolder();
            var (sealing, idle, took) = (new List<double>(), new List<double>(), new List<double>());
            var watching = await folder.NewRunAsync();
            for (var time = 0; time <= Times; time++)
            {
                var run = await folder.NewRunAsync();
                await folder.Store.Points.AppendAsync(run, Batch(metrics, rows, time), default);
                var quiet = await LongestAckAsync(folder, watching, Task.Delay(200));
                var started = Stopwatch.GetTimestamp();
                var gap = await LongestAckAsync(folder, watching, Task.Run(() => folder.Store.SealAsync(run)));
                if (time > 0)
                {
                    idle.Add(quiet);
                    sealing.Add(gap);
                    took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            yield return new Figure($"longest ack gap while {metrics} metrics of {rows} rows are sealed", sealing, "ms", "≤ 50", value => value <= 50);
            yield return new Figure("  the seal took", took, "ms");
            yield return new Figure("  longest ack gap of 200 ms in which nothing is", idle, "ms");
        }
    }

    private static async Task<double> LongestAckAsync(BenchFolder folder, string run, Task until)
    {
        var longest = 0.0;
        for (var last = Stopwatch.GetTimestamp(); !until.IsCompleted;)
        {
            await folder.Store.Points.AppendAsync(run, Batch(1, 1, 0), default);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(last).TotalMilliseconds);
            last = Stopwatch.GetTimestamp();
        }

        await until;
        return longest;
    }

    private static PointBatch Batch(int metrics, int rows, int seed)
    {
        var random = new Random(seed);
        return new PointBatch
        {
            Rows = rows,
            Steps = [.. Enumerable.Range(0, rows).Select(i => (long)i)],
            Times = [.. Enumerable.Range(0, rows).Select(i => 1_763_805_000_000_000 + (i * 100_000L) + random.Next(5000))],
            Metrics = [.. Enumerable.Range(0, metrics).Select(metric => new MetricColumn(
                $"m{metric}", [.. Enumerable.Range(0, rows).Select(_ => (double)(float)random.NextDouble())], null))],
        };
    }
}
