using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

public sealed class BytesReadTests
{
    private const int Buckets = 20;

    /// <summary>
    /// A chart reads the chunks that its borders cut and the nodes above them. "Nearly equal" is within twice: a hundred times
    /// the points are one or two more nodes for each border.
    /// </summary>
    [Fact]
    public async Task A_chart_of_a_hundred_times_the_points_reads_about_the_same_bytes()
    {
        var read = new List<long>();
        foreach (var points in (int[])[100_000, 1_000_000, 10_000_000])
        {
            await using var folder = new StoreFolder();
            var run = await folder.NewRunAsync();
            var random = new Random(1);
            const int Rows = 100_000;
            for (var first = 0; first < points; first += Rows)
            {
                await folder.AppendAsync(run, Batches.Of("loss", first, [.. Enumerable.Range(0, Rows).Select(_ => (double)(float)random.NextDouble())]));
            }

            await folder.Store.SealAsync(run);
            await folder.RestartAsync();
            var answer = folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["loss"], Points = Buckets }).Series.Single();
            Assert.Equal(Buckets, Assert.IsType<BucketColumns>(answer).Count.Length);
            Assert.Equal(points, answer.Total);
            read.Add(folder.Store.Points.Cache.BytesRead);
        }

        Assert.True(read.Max() <= 2 * read.Min(), $"got {string.Join(", ", read)} bytes");
        Assert.True(read.Min() > 10_000, $"got {string.Join(", ", read)} bytes, which cannot be all");
    }
}
