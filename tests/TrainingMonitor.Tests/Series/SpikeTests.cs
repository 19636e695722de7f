using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

/// <summary>Spikes of a single step in long random series: no range and no number of buckets may lose one, or move it.</summary>
public sealed class SpikeTests
{
    private const int Rows = 40_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_spike_is_in_the_bucket_that_drawing_each_point_puts_it_in(int seed)
    {
        var random = new Random(seed);
        await using var folder = new StoreFolder(options => options with { ChunkRows = 256 });
        var run = await folder.NewRunAsync();
        var model = new SeriesModel();
        await AppendAsync(folder, run, model, random, 0);
        await folder.Store.SealAsync(run);
        var resumed = random.Next(Rows);
        await folder.Store.Runs.ResumeAsync(run, "again", resumed, TestContext.Current.CancellationToken);
        model.Resume(resumed);
        await AppendAsync(folder, run, model, random, resumed);
        if (seed != 1)
        {
            await folder.Store.SealAsync(run);
        }

        var all = model.Current();
        for (var question = 0; question < 40; question++)
        {
            var isTime = random.Next(2) == 0;
            double XOf((long Step, long Time, double Value) point) => isTime ? point.Time * 1e-6 : point.Step;
            var (a, b) = (XOf(all[random.Next(all.Count)]), XOf(all[random.Next(all.Count)]));
            var (from, to) = (Math.Min(a, b), Math.Max(a, b));
            var buckets = random.Next(5) switch { 0 => 1500, 1 => random.Next(1, 5), _ => random.Next(1, 700) };
            var answer = folder.Store.Points.Read(new SeriesQuery
            {
                RunId = run,
                Keys = ["loss"],
                X = isTime ? XAxis.Time : XAxis.Step,
                From = from,
                To = to,
                Points = buckets,
            }).Series.Single();
            var drawn = model.Draw(XOf, from, to, buckets);
            Assert.Equal(drawn.Values.Sum(points => points.Count), answer.Total);
            if (answer is BucketColumns read)
            {
                SeriesModel.AssertSame(drawn, read, isTime);
            }
        }

        // The branch that was left is still there, whole.
        var left = (BucketColumns)folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["loss"], Segment = SegmentChoice.Number(1), Points = 300 }).Series.Single();
        Assert.Equal(Rows, left.Count.Sum());
    }

    private static async Task AppendAsync(StoreFolder folder, string run, SeriesModel model, Random random, int first)
    {
        var rows = first == 0 ? Rows : 5000;
        var (steps, times, values) = (new long[rows], new long[rows], new double[rows]);
        var time = Batches.Start + (first * 1000L);
        for (var i = 0; i < rows; i++)
        {
            // The clock is set back now and then.
            time += random.Next(3000) == 0 ? -500_000 : random.Next(2000);
            (steps[i], times[i]) = (first + i, time);
            values[i] = random.Next(500) switch
            {
                0 => double.NaN,
                1 => double.PositiveInfinity,
                2 => double.NegativeInfinity,
                3 => 1e6 * random.NextDouble(),
                4 => -1e6 * random.NextDouble(),
                _ => random.NextDouble(),
            };
            model.Add(steps[i], times[i], values[i]);
        }

        await folder.AppendAsync(run, new PointBatch { Rows = rows, Steps = steps, Times = times, Metrics = [new MetricColumn("loss", values, null)] });
    }
}
