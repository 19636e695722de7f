using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>
/// One long series to the 1,500 buckets of a chart: cold (nothing decoded, nothing cached by us) and warm. Beside it plain reads
/// of as many bytes of the same file, and the start with those points beside the start with none.
/// </summary>
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
        yield return cold.Kilobytes();
        var bytes = BytesRead(folder, query);
        var plain = await PlainReads.OfAsync(folder, bytes);
        yield return plain.Milliseconds($"  plain reads of as much of the file ({bytes / 1e6:F1} MB)");
        yield return new Figure("  ratio", [.. cold.Seconds.Zip(plain.Seconds, (ours, theirs) => ours / theirs)], "×");
        yield return (await Timing.OfAsync(() => _ = folder.Store.Points.Read(query), runs: 15)).Milliseconds($"{points1500}, warm", warmWish);
        var other = 0;
        var another = await Timing.OfAsync(() => _ = folder.Store.Points.Read(query with { Points = 1400 + other++ }), runs: 15);
        yield return points > 10_000_000
            ? another.Milliseconds($"{millions} M points, another question each time (other chunks)")
            : another.Milliseconds($"{millions} M points, chunks warm, another question each time", warmWish);
        yield return another.Kilobytes();
        var start = await StartAsync(folder);
        yield return start.Milliseconds($"open a store with {millions} M points");
        yield return emptyStart.Milliseconds("  the same, empty");
        yield return new Figure("  ratio", [.. start.Seconds.Zip(emptyStart.Seconds, (full, empty) => full / empty)], "×", "≤ 2", value => value <= 2);
    }

    private static long BytesRead(BenchFolder folder, SeriesQuery query)
    {
        folder.Store.Points.ForgetReads();
        var before = folder.Store.Points.Cache.BytesRead;
        folder.Store.Points.Read(query);
        return folder.Store.Points.Cache.BytesRead - before;
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
