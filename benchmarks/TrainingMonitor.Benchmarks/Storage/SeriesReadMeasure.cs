using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>One long series to the 1,500 buckets of a chart: cold (nothing decoded, nothing cached by us) and warm.</summary>
internal sealed class SeriesReadMeasure(long points) : IMeasure
{
    private const int BatchRows = 100_000;

    public string Name => points >= 100_000_000 ? "series-100M" : "series-1M";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var curves = RealCurves.Load();
        await using var folder = new BenchFolder();
        var emptyStart = await StartAsync(folder);
        var run = await folder.NewRunAsync();
        var loss = curves.Metrics[0].Values;
        var pending = new Queue<Task>();
        for (long step = 0; step < points; step += BatchRows)
        {
            pending.Enqueue(folder.Store.Points.AppendAsync(run, Batch(loss, curves, step), default));
            if (pending.Count > 8)
            {
                await pending.Dequeue();
            }
        }

        await Task.WhenAll(pending);
        await folder.Store.SealAsync(run);
        var query = new SeriesQuery { RunId = run, Keys = ["loss"] };
        var (coldWish, warmWish) = points > 10_000_000 ? (40, 6) : (20, 3);
        var millions = points / 1_000_000;

        var points1500 = $"{millions} M points to 1,500 buckets";
        var cold = await Timing.OfAsync(() => _ = folder.Store.Points.Read(query), folder.Store.Points.ForgetReads, 15);
        yield return cold.Milliseconds($"{points1500}, cold", coldWish);
        yield return cold.PerPoint(points);
        yield return (await Timing.OfAsync(() => _ = folder.Store.Points.Read(query), runs: 15)).Milliseconds($"{points1500}, warm", warmWish);
        var other = 0;
        yield return (await Timing.OfAsync(() => _ = folder.Store.Points.Read(query with { Points = 1400 + other++ }), runs: 15))
            .Milliseconds($"{millions} M points to about 1,400 buckets, chunks warm, another question each time");
        yield return (await StartAsync(folder)).Milliseconds($"open a store with {millions} M points");
        yield return emptyStart.Milliseconds("  the same, empty");
    }

    private static PointBatch Batch(double[] loss, RealCurves curves, long first) => new()
    {
        Rows = BatchRows,
        Steps = [.. Enumerable.Range(0, BatchRows).Select(i => first + i)],
        Times = [.. Enumerable.Range(0, BatchRows).Select(i => TimeOf(curves, first + i))],
        Metrics = [new MetricColumn("loss", [.. Enumerable.Range(0, BatchRows).Select(i => loss[(first + i) % loss.Length])], null)],
    };

    private static long TimeOf(RealCurves curves, long step) =>
        curves.Times[step % curves.Rows] + (step / curves.Rows * (curves.Times[^1] - curves.Times[0] + 3000));

    private static Task<Timing> StartAsync(BenchFolder folder) => Timing.OfAsync(folder.RestartAsync);
}
