using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

public sealed class RawPointsTests
{
    private const int Rows = 100_000;
    private const int Batch = 10;

    [Fact]
    public async Task A_long_series_is_read_whole_in_blocks_that_stay_small()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        for (var batch = 0; batch < Batch; batch++)
        {
            var first = batch * Rows;
            await folder.AppendAsync(run, new PointBatch
            {
                Rows = Rows,
                Steps = [.. Enumerable.Range(first, Rows).Select(i => StepOf(i))],
                Times = [.. Enumerable.Range(first, Rows).Select(i => Batches.Start + (i * 1000L))],
                Metrics = [new MetricColumn("loss", [.. Enumerable.Range(first, Rows).Select(i => ValueOf(i))], null), new MetricColumn("x", [.. Enumerable.Range(first, Rows).Select(i => (double)i)], null)],
            });
        }

        await folder.Store.SealAsync(run);
        foreach (var x in (XAxis[])[XAxis.Step, XAxis.Metric("x")])
        {
            var raw = folder.Store.Points.ReadRaw(new SeriesQuery { RunId = run, Keys = ["loss"], X = x, Points = 0 });
            var series = Assert.Single(raw.Series);
            for (var pass = 0; pass < 2; pass++)
            {
                var (at, largest) = (0, 0);
                foreach (var block in series.Blocks())
                {
                    largest = Math.Max(largest, block.Steps.Length);
                    for (var i = 0; i < block.Steps.Length; i++, at++)
                    {
                        Assert.True(block.Steps[i] == StepOf(at) && block.Values[i] == ValueOf(at) && (block.X is null || block.X[i] == at), $"row {at}");
                    }
                }

                Assert.Equal(Rows * Batch, at);
                Assert.InRange(largest, 1_000, 1 << 13);
            }

            Assert.Equal(Rows * Batch, series.Total);
        }
    }

    [Fact]
    public async Task Pairs_above_the_wished_number_keep_the_extremes_of_both_metrics()
    {
        await using var folder = new StoreFolder(options => options with { ChunkRows = 64 });
        var run = await folder.NewRunAsync();
        var random = new Random(5);
        double[] xs = [.. Enumerable.Range(0, 5000).Select(i => i == 1234 ? 1e9 : i == 77 ? -1e9 : random.NextDouble())];
        double[] ys = [.. Enumerable.Range(0, 5000).Select(i => i == 4321 ? 1e9 : i == 4325 ? double.PositiveInfinity : i == 2 ? double.NaN : i == 99 ? -1e9 : random.NextDouble())];
        await folder.AppendAsync(run, new PointBatch
        {
            Rows = xs.Length,
            Steps = [.. Enumerable.Range(0, xs.Length).Select(i => (long)i)],
            Times = [.. Enumerable.Range(0, xs.Length).Select(i => Batches.Start + i)],
            Metrics = [new MetricColumn("x", xs, null), new MetricColumn("y", ys, null)],
        });
        await folder.Store.SealAsync(run);

        foreach (var points in (int[])[20, 100, 1500])
        {
            var read = (RawColumns)folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["y"], X = XAxis.Metric("x"), Points = points }).Series.Single();
            Assert.Equal(xs.Length, read.Total);
            Assert.InRange(read.Steps.Length, 1, points + 5);
            Assert.Equal(xs.Length - 1, read.Steps[^1]);
            Assert.Equal(read.Steps.Order(), read.Steps);
            Assert.All(read.Steps, (step, i) => Assert.Equal((xs[step], ys[step]), (read.X![i], read.Values[i])));
            Assert.Equal((1e9, -1e9, 1e9, -1e9), (read.X!.Max(), read.X!.Min(), read.Values.Where(double.IsFinite).Max(), read.Values.Where(double.IsFinite).Min()));
            Assert.Contains(2, read.Steps);
            Assert.Contains(4325, read.Steps);
        }

        var some = (RawColumns)folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["y"], X = XAxis.Metric("x"), From = 0.25, To = 0.5, Points = 0 }).Series.Single();
        Assert.Equal(Enumerable.Range(0, xs.Length).Where(i => xs[i] is >= 0.25 and <= 0.5).Select(i => (long)i), some.Steps);
    }

    private static long StepOf(int row) => row < 500_000 ? row : row * 1_000_003L;

    private static double ValueOf(int row) => (float)Math.Sin(row);
}
