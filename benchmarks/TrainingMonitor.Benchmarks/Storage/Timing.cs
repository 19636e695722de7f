using System.Diagnostics;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>Whole runs of one thing: what each took, and what the middle one allocated.</summary>
internal sealed record Timing(IReadOnlyList<double> Seconds, double Allocated)
{
    private const int Runs = 7;

    /// <summary>Measures after one run that is not counted; <paramref name="before"/> each run is not timed.</summary>
    public static async Task<Timing> OfAsync(Func<Task> run, Action? before = null, int runs = Runs)
    {
        var (seconds, allocated) = (new List<double>(), new List<double>());
        for (var i = -1; i < runs; i++)
        {
            before?.Invoke();
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var watch = Stopwatch.GetTimestamp();
            await run();
            var elapsed = Stopwatch.GetElapsedTime(watch).TotalSeconds;
            if (i >= 0)
            {
                seconds.Add(elapsed);
                allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - bytes);
            }
        }

        return new Timing(seconds, Percentiles.Of(allocated, 50));
    }

    public static Task<Timing> OfAsync(Action run, Action? before = null, int runs = Runs) => OfAsync(
        () =>
        {
            run();
            return Task.CompletedTask;
        },
        before,
        runs);

    public Figure Milliseconds(string what, double atMost = double.PositiveInfinity) => double.IsInfinity(atMost)
        ? new Figure(what, [.. Seconds.Select(time => time * 1e3)], "ms")
        : new Figure(what, [.. Seconds.Select(time => time * 1e3)], "ms", $"≤ {atMost}", value => value <= atMost);

    public Figure Millions(string what, double count, double atLeast = 0) => atLeast <= 0
        ? new Figure(what, [.. Seconds.Select(time => count / time / 1e6)], "M/s")
        : new Figure(what, [.. Seconds.Select(time => count / time / 1e6)], "M/s", $"≥ {atLeast}", value => value >= atLeast);

    public Figure Kilobytes() => new("  allocated", [Allocated / 1e3], "kB");

    public Figure PerPoint(double points) => new("  allocated", [Allocated / points], "B/point");
}
