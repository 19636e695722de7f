using TrainingMonitor.Contract;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>
/// What a week of runs that log a row of pure noise a minute takes on disk while they go on, all counted, with what is not sealed yet.
/// </summary>
internal sealed class SlowLoggerMeasure : IMeasure
{
    private const int Runs = 8;
    private const int Rows = 7 * 24 * 60;

    public string Name => "slow";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        foreach (var metrics in (int[])[1, 5])
        {
            var clock = new Clock();
            await using var folder = new BenchFolder(clock);
            var runs = new string[Runs];
            for (var i = 0; i < Runs; i++)
            {
                runs[i] = await folder.NewRunAsync();
            }

            await folder.RestartAsync();
            var empty = Size(folder.Path);
            for (var row = 0; row < Rows; row++)
            {
                clock.Now += TimeSpan.FromMinutes(1);
                await Task.WhenAll(runs.Select((run, i) => folder.Store.Points.AppendAsync(run, Row(clock, row, metrics, i), default)));
            }

            await folder.RestartAsync();
            var each = (Size(folder.Path) - empty) / (double)(Runs * Rows * metrics);
            yield return new Figure($"a week of {Runs} runs with a row of {metrics} metrics a minute, still going on", [each], "B/point", "about 4.2");
        }
    }

    private static PointBatch Row(Clock clock, int row, int metrics, int seed)
    {
        var random = new Random((row * 100) + seed);
        return new PointBatch
        {
            Rows = 1,
            Steps = [row],
            Times = [(clock.Now - DateTimeOffset.UnixEpoch).Ticks / 10],
            Metrics = [.. Enumerable.Range(0, metrics).Select(metric => new MetricColumn($"m{metric}", [(float)random.NextDouble()], null))],
            Writer = "gpu01-4711",
            Seq = row + 1,
        };
    }

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
