using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>The comparison page: 100 runs of 100,000 points, 300 buckets each.</summary>
internal sealed class ComparisonMeasure : IMeasure
{
    private const int Runs = 100;
    private const int Points = 100_000;

    public string Name => "compare";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var curves = RealCurves.Load();
        var loss = curves.Metrics[0].Values;
        await using var folder = new BenchFolder();
        var runs = new List<string>();
        for (var i = 0; i < Runs; i++)
        {
            var run = await folder.NewRunAsync();
            runs.Add(run);
            await folder.Store.Points.AppendAsync(
                run,
                new PointBatch
                {
                    Rows = Points,
                    Steps = [.. Enumerable.Range(0, Points).Select(step => (long)step)],
                    Times = [.. Enumerable.Range(0, Points).Select(step => curves.Times[step % curves.Rows] + (step / curves.Rows * 100_000_000L))],
                    Metrics = [new MetricColumn("loss", [.. Enumerable.Range(0, Points).Select(step => loss[(step + i) % loss.Length])], null)],
                },
                default);
            await folder.Store.SealAsync(run);
        }

        var cold = await Timing.OfAsync(() => ReadAll(300), folder.Store.Points.ForgetReads, 15);
        yield return cold.Milliseconds("100 runs × 100,000 points, 300 buckets each, cold", 100);
        yield return cold.Kilobytes();
        yield return (await Timing.OfAsync(() => ReadAll(300))).Milliseconds("100 runs × 100,000 points, 300 buckets each, warm", 100);
        var buckets = 290;
        yield return (await Timing.OfAsync(() => ReadAll(buckets++))).Milliseconds("  another number of buckets each time", 100);

        void ReadAll(int points) => Parallel.ForEach(runs, run => folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["loss"], Points = points }));
    }
}
