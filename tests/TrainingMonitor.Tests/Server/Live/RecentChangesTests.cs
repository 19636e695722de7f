using TrainingMonitor.Contract;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Server.Live;

public sealed class RecentChangesTests
{
    /// <summary>Batches of all shapes, among other changes, far more than are kept: what comes back is what went in, to the bit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_still_held_comes_back_as_it_was(int seed)
    {
        var random = new Random(seed);
        var recent = new RecentChanges("run", maxEntries: 40, maxRows: 3000);
        List<Change> all = [];
        var first = 0;
        for (var cursor = 1; cursor <= 600; cursor++)
        {
            Change change = random.Next(4) == 0
                ? new RunDeleted("run", cursor)
                : new PointsAppended("run", cursor, random.Next(3), Batch(random));
            recent.Add(change);
            all.Add(change);
            while (all.Count - first > 40 || (all.Skip(first).Sum(Weight) > 3000 && all.Count - first > 1))
            {
                first++;
            }

            var since = random.Next(first, cursor + 1);
            Assert.Equal(all.Skip(since).Select(Told), recent.Since(since)!.Select(Told));
            Assert.True(first == 0 || recent.Since(first - 1) is null);
        }
    }

    [Fact]
    public void One_change_larger_than_the_bound_is_held_until_the_next()
    {
        var recent = new RecentChanges("run", maxRows: 10);
        recent.Add(new PointsAppended("run", 1, 1, new PointBatch { Rows = 20, Steps = new long[20], Times = new long[20], Metrics = [new("loss", new double[20], null)] }));
        Assert.Single(recent.Since(0)!);
        recent.Add(new RunDeleted("run", 2));
        Assert.Null(recent.Since(0));
        Assert.Single(recent.Since(1)!);
    }

    [Fact]
    public void The_memory_of_a_large_batch_is_given_back_by_the_next()
    {
        var points = new PackedPoints();
        var large = points.Add(new PointsAppended("run", 1, 1, new PointBatch { Rows = 500_000, Steps = new long[500_000], Times = new long[500_000], Metrics = [] }));
        Assert.True(points.Capacity >= large);
        points.Drop(large);
        for (var cursor = 2; cursor < 1000; cursor++)
        {
            points.Drop(points.Add(new PointsAppended("run", cursor, 1, new PointBatch { Rows = 1, Steps = [cursor], Times = [0], Metrics = [new("loss", [cursor], null)] })));
        }

        Assert.InRange(points.Capacity, 1, 1000);
    }

    private static PointBatch Batch(Random random)
    {
        var rows = random.Next(5) == 0 ? random.Next(200) : 1;
        return new PointBatch
        {
            Rows = rows,
            Steps = [.. Enumerable.Range(0, rows + 2).Select(_ => random.NextInt64())],
            Times = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt64())],
            Metrics =
            [
                .. Enumerable.Range(0, random.Next(5)).Select(i => new MetricColumn(
                    $"m{random.Next(30)}/{i}",
                    [.. Enumerable.Range(0, rows + i).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)))],
                    random.Next(2) == 0 ? null : [.. Enumerable.Range(0, ((rows + 63) / 64) + i).Select(_ => (ulong)random.NextInt64())])),
            ],
        };
    }

    private static int Weight(Change change) => change is PointsAppended { Batch: var batch } ? batch.Rows * Math.Max(1, batch.Metrics.Length) : 0;

    private static string Told(Change change) => change is not PointsAppended { Batch: var batch } points
        ? $"{change}"
        : $"{points.Cursor} {points.Segment} {batch.Rows} {string.Join(',', batch.Steps.Take(batch.Rows))} {string.Join(',', batch.Times.Take(batch.Rows))} "
            + string.Join(';', batch.Metrics.Select(column => $"{column.Name} {string.Join(',', Enumerable.Range(0, batch.Rows).Select(row => column.Has(row) ? BitConverter.DoubleToInt64Bits(column.Values[row]) : 0))}"));
}
