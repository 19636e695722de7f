using TrainingMonitor.Contract;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>Durable ingest into the store alone: 8 writers, each waiting for its answer before the next batch.</summary>
internal sealed class AppendMeasure : IMeasure
{
    private const int Writers = 8;

    public string Name => "append";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var curves = RealCurves.Load();
        foreach (var (rows, batches) in ((int, int)[])[(1000, 200), (100, 500)])
        {
            var points = curves.Batch(0, rows).Metrics.Sum(metric => (long)Enumerable.Range(0, rows).Count(metric.Has)) * Writers * batches;
            await using var folder = new BenchFolder();
            var timing = await Timing.OfAsync(() => Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(folder, curves, rows, batches))));
            yield return timing.Millions($"store alone: {Writers} writers, batches of {rows} rows, durable", points, atLeast: 4);
            yield return (await LimitAsync(folder.Path, points * 8)).Millions("  limit: append and sync of the same values, 1 MB at a time", points);
            yield return timing.PerPoint(points);
        }
    }

    private static async Task WriteAsync(BenchFolder folder, RealCurves curves, int rows, int batches)
    {
        var run = await folder.NewRunAsync();
        var batch = curves.Batch(0, rows);
        for (var seq = 1; seq <= batches; seq++)
        {
            await folder.Store.Points.AppendAsync(
                run, new PointBatch { Rows = rows, Steps = batch.Steps, Times = batch.Times, Metrics = batch.Metrics, Writer = "w", Seq = seq }, default);
        }
    }

    /// <summary>Appends the same bytes to a plain file, synced after each megabyte.</summary>
    private static Task<Timing> LimitAsync(string folder, long bytes)
    {
        var block = new byte[1 << 20];
        Random.Shared.NextBytes(block);
        return Timing.OfAsync(() =>
        {
            using var file = File.OpenHandle(Path.Combine(folder, "limit"), FileMode.Create, FileAccess.Write);
            for (long at = 0; at < bytes; at += block.Length)
            {
                RandomAccess.Write(file, block, at);
                RandomAccess.FlushToDisk(file);
            }
        });
    }
}
