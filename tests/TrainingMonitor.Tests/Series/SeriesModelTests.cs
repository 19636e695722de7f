using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

/// <summary>Random life of a series against the plain model: appends in and out of order, seals, restarts, resumes, reads.</summary>
public sealed class SeriesModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task What_is_read_is_what_a_plain_list_would_say(int seed)
    {
        var random = new Random(seed);
        await using var folder = new StoreFolder(options => options with { ChunkRows = 16 + random.Next(3) * 24 });
        var run = await folder.NewRunAsync();
        var model = new SeriesModel();
        var (step, time) = (0L, Batches.Start);
        for (var turn = 0; turn < 60; turn++)
        {
            switch (random.Next(12))
            {
                case 0:
                    await folder.RestartAsync();
                    break;
                case 1 or 2:
                    await folder.Store.SealAsync(run);
                    break;
                case 3 when step > 10:
                    step = random.NextInt64(step);
                    await folder.Store.Runs.ResumeAsync(run, $"w{turn}", step, TestContext.Current.CancellationToken);
                    model.Resume(step);
                    break;
                case 4 or 5:
                    Compare(folder, run, model, random);
                    break;
                default:
                    await AppendAsync(random.Next(1, 300));
                    break;
            }
        }

        Compare(folder, run, model, random);

        async Task AppendAsync(int rows)
        {
            var (steps, times, values) = (new long[rows], new long[rows], new double[rows]);
            for (var i = 0; i < rows; i++)
            {
                step += random.Next(8) switch { 0 => 0, 1 when seed % 2 == 0 => -random.Next(20), var gap => gap > 5 ? 2 : 1 };
                time += random.Next(seed % 3 == 0 ? -50 : 0, 2000);
                (steps[i], times[i]) = (step, time);
                values[i] = random.Next(60) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, 3 => 1e6, _ => random.NextDouble() };
                model.Add(steps[i], times[i], values[i]);
            }

            await folder.AppendAsync(run, new PointBatch { Rows = rows, Steps = steps, Times = times, Metrics = [new MetricColumn("loss", values, null)] });
        }
    }

    private static void Compare(StoreFolder folder, string run, SeriesModel model, Random random)
    {
        var all = model.Current();
        if (all.Count == 0)
        {
            return;
        }

        var raw = folder.Raw(run, "loss");
        Assert.Equal(all.Select(point => point.Step), raw.Steps);
        Assert.Equal(all.Select(point => point.Time), raw.Times);
        Assert.Equal(all.Select(point => point.Value), raw.Values);
        CompareBlocks(folder, run, all, random);
        CompareSummary(folder.Store.Runs.Find(run)!, all);
        for (var i = 0; i < 6; i++)
        {
            var isTime = random.Next(2) == 0;
            var points = random.Next(1, 40);
            double Scale(long x) => isTime ? x * 1e-6 : x;
            double XOf((long Step, long Time, double Value) point) => Scale(isTime ? point.Time : point.Step);
            var (least, greatest) = (all.Min(XOf), all.Max(XOf));
            var isNarrow = random.Next(2) == 0;
            var from = isNarrow ? least + (random.NextDouble() * (greatest - least)) : least;
            var to = isNarrow ? from + (random.NextDouble() * (greatest - from)) : greatest;
            var answer = folder.Store.Points.Read(new SeriesQuery
            {
                RunId = run,
                Keys = ["lo*"],
                X = isTime ? XAxis.Time : XAxis.Step,
                From = isNarrow ? from : null,
                To = isNarrow ? to : null,
                Points = points,
            }).Series.Single();
            var inside = all.Count(point => XOf(point) >= from && XOf(point) <= to);
            Assert.Equal(inside, answer.Total);
            if (answer is BucketColumns buckets)
            {
                Assert.True(inside > points);
                SeriesModel.AssertSame(model.Draw(XOf, from, to, points), buckets, isTime);
            }
            else
            {
                Assert.True(inside <= points);
                Assert.Equal(all.Where(point => XOf(point) >= from && XOf(point) <= to).Select(point => point.Value), ((RawColumns)answer).Values);
            }
        }
    }

    /// <summary>The same points come in small blocks, whole and in order; only a step that repeats may make one larger.</summary>
    private static void CompareBlocks(StoreFolder folder, string run, List<(long Step, long Time, double Value)> all, Random random)
    {
        var (from, to) = (all.Min(point => point.Time) * 1e-6, all[random.Next(all.Count)].Time * 1e-6);
        var most = random.Next(1, 100);
        foreach (var isTime in (bool[])[false, true])
        {
            var query = new SeriesQuery { RunId = run, Keys = ["loss"], X = isTime ? XAxis.Time : XAxis.Step, From = isTime ? from : null, To = isTime ? to : null };
            var series = folder.Store.Points.ReadRaw(query, most).Series.Single();
            var want = all.Where(point => !isTime || (point.Time * 1e-6 >= from && point.Time * 1e-6 <= to)).ToList();
            var blocks = series.Blocks().ToList();
            Assert.Equal(want.Count, series.Total);
            Assert.Equal(want.Select(point => point.Step), blocks.SelectMany(block => block.Steps));
            Assert.Equal(want.Select(point => point.Time), blocks.SelectMany(block => block.Times));
            Assert.Equal(want.Select(point => point.Value), blocks.SelectMany(block => block.Values));
            Assert.All(blocks, block => Assert.True(block.Steps.Length <= most || block.Steps[0] == block.Steps[^1]));
        }
    }

    private static void CompareSummary(Run run, List<(long Step, long Time, double Value)> all)
    {
        var loss = run.Metrics["loss"];
        Assert.Equal(all.Count, loss.Count);
        Assert.Equal(all[^1].Step, loss.Step);
        Assert.Equal(all[^1].Step, run.Step);
        var finite = all.Where(point => double.IsFinite(point.Value)).Select(point => point.Value).ToList();
        Assert.Equal(finite.Count == 0 ? null : finite.Min(), loss.Min);
        Assert.Equal(finite.Count == 0 ? null : finite.Max(), loss.Max);
        if (loss.Min is { } min)
        {
            Assert.Contains(all, point => point.Step == loss.MinStep && point.Value == min);
        }
    }
}
