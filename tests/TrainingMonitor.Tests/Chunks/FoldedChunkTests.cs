using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Tests.Chunks;

public sealed class FoldedChunkTests
{
    private const long Minute = 60_000_000;
    private static readonly double[] Odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue];

    [Fact]
    public void Folds_say_exactly_what_their_rows_say_and_come_back_from_their_bytes()
    {
        for (var seed = 0; seed < LongTests.Times(300, 20_000); seed++)
        {
            var random = new Random(seed);
            var rows = random.Next(1, 200);
            var (steps, times) = (new long[rows], new long[rows]);
            var (step, time) = (random.NextInt64(-1000, 1000), random.NextInt64(-(long)1e15, (long)2e15));
            for (var i = 0; i < rows; i++)
            {
                (steps[i], times[i]) = (step += random.Next(3), time += random.Next(20) == 0 ? -random.Next(100) : random.Next((int)Minute / 10));
            }

            (int Metric, double[] Values)[] metrics = [.. Enumerable.Range(0, random.Next(1, 4)).Select(metric => (metric * 3, Values(random, rows)))];
            var folded = FoldedChunk.OfRows(steps, times, metrics).Fold(Minute);
            var back = FoldCodec.Decode(FoldCodec.Encode(folded));
            Assert.Equal(rows, back.Rows.Counts.Sum());
            var start = 0;
            for (var fold = 0; fold < back.Rows.Count; fold++)
            {
                var range = start..(start += (int)back.Rows.Counts[fold]);
                AssertFold(back.Rows, fold, steps[range], times[range]);
                Assert.All(metrics.Zip(back.Metrics), pair => AssertFold(pair.Second, fold, steps[range], pair.First.Values[range]));
                Assert.Equal(metrics.Select(one => one.Metric), back.Metrics.Select(one => one.Metric));
            }

            var whole = FoldedChunk.OfRows(steps, times, metrics).Fold(null);
            var again = back.Fold(null);
            Assert.Equal(whole.Rows.Counts, again.Rows.Counts);
            Assert.Equal(whole.Metrics[0].MaxSteps, again.Metrics[0].MaxSteps);
        }
    }

    private static double[] Values(Random random, int rows)
    {
        var odd = random.NextDouble() < 0.5 ? 0 : random.NextDouble() * 0.2;
        return [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < odd ? Odd[random.Next(Odd.Length)] : (double)(float)random.NextDouble())];
    }

    private static void AssertFold(FoldedRows of, int fold, long[] steps, long[] times)
    {
        Assert.Equal((steps[0], steps[^1], times[0], times[^1]), (of.FirstSteps[fold], of.LastSteps[fold], of.FirstTimes[fold], of.LastTimes[fold]));
        Assert.Equal(times.Order(), times);
        Assert.Equal(Math.Floor(times[0] / (double)Minute), Math.Floor(times[^1] / (double)Minute));
    }

    private static void AssertFold(FoldedValues of, int fold, long[] steps, double[] values)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(values[0]), BitConverter.DoubleToInt64Bits(of.First[fold]));
        Assert.Equal(BitConverter.DoubleToInt64Bits(values[^1]), BitConverter.DoubleToInt64Bits(of.Last[fold]));
        if (!double.IsFinite(values[0]))
        {
            Assert.All(values, value => Assert.Equal(values[0], value));
            return;
        }

        Assert.All(values, value => Assert.True(double.IsFinite(value)));
        Assert.Equal((values.Min(), values.Max()), (of.Min[fold], of.Max[fold]));
        Assert.Contains((of.MinSteps[fold], of.Min[fold]), steps.Zip(values));
        Assert.Contains((of.MaxSteps[fold], of.Max[fold]), steps.Zip(values));
        Assert.Equal(values.Aggregate(0.0, (sum, value) => sum + value), of.Sum[fold]);
    }
}
