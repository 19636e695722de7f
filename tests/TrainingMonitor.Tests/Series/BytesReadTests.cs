using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

public sealed class BytesReadTests
{
    private const int BatchRows = 100_000;

    /// <summary>
    /// A chart reads the chunk at each of its borders and the nodes above it. While there are fewer chunks than borders it reads
    /// the series, which is less, so lengths are compared from there on: all three at 20 buckets, the two longer ones at 300. "Nearly
    /// equal" is within twice: ten times the points are one more node at most for each border.
    /// </summary>
    [Fact]
    public async Task Charts_of_ten_and_a_hundred_times_the_points_read_about_the_same_bytes()
    {
        await using var folder = new StoreFolder();
        (int Points, string Run)[] runs = [(100_000, ""), (1_000_000, ""), (10_000_000, "")];
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i].Run = await folder.NewRunAsync();
            await FillAsync(folder, runs[i].Run, runs[i].Points);
        }

        await folder.RestartAsync();
        foreach (var buckets in (int[])[20, 300, 1500])
        {
            foreach (var (from, to) in ((double, double)[])[(0, 1), (0.1234, 0.7654)])
            {
                var read = runs.Select(run => (run.Points, Bytes: BytesRead(folder, run.Run, run.Points, buckets, from, to))).ToList();
                var told = $"{buckets} buckets of {from}–{to}: {string.Join(", ", read)}";

                // 7 bytes are more than a point takes on disk here, and a chunk at a border is never more than 16 KB.
                Assert.All(read, one => Assert.True(one.Bytes <= Math.Min(7.0 * one.Points * (to - from + 0.1), (buckets + 1) * 16_384.0), told));
                Assert.All(read, one => Assert.True(one.Bytes >= 10_000, told));
                var longer = read.Where(one => one.Points * (to - from) / 2048 >= buckets).Select(one => one.Bytes).ToList();
                Assert.True(longer.Count == 0 || longer.Max() <= 2 * longer.Min(), told);
                Assert.Equal(buckets switch { 20 => 3, 300 => 2, _ => 1 }, longer.Count);
            }
        }
    }

    private static async Task FillAsync(StoreFolder folder, string run, int points)
    {
        var random = new Random(1);
        for (var first = 0; first < points; first += BatchRows)
        {
            await folder.AppendAsync(run, Batches.Of("loss", first, [.. Enumerable.Range(0, BatchRows).Select(_ => (double)(float)random.NextDouble())]));
        }

        await folder.Store.SealAsync(run);
    }

    private static long BytesRead(StoreFolder folder, string run, int points, int buckets, double from, double to)
    {
        folder.Store.Points.ForgetReads();
        var before = folder.Store.Points.Cache.BytesRead;
        var answer = folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["loss"], Points = buckets, From = from * points, To = to * points }).Series.Single();
        Assert.Equal(buckets, Assert.IsType<BucketColumns>(answer).Count.Length);
        return folder.Store.Points.Cache.BytesRead - before;
    }
}
