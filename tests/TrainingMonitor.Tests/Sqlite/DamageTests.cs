using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;

namespace TrainingMonitor.Tests.Sqlite;

/// <summary>Damages the real file of a closed store and opens it again.</summary>
public sealed class DamageTests
{
    private const string Flip = "CAST(zeroblob(3) || substr(data, 4) AS BLOB)";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_list_of_metrics_costs_one_run_its_names_and_no_run_its_points(bool hasTail)
    {
        await using var folder = await FolderAsync();
        if (hasTail)
        {
            await folder.AppendAsync("bad", Batches.From("w", 1, "loss", 1000, 7, 8));
        }

        await DamageAsync(folder, $"UPDATE series SET data = {Flip} WHERE run = (SELECT run FROM runs WHERE id = 'bad')");
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(2, folder.Store.Runs.List(new RunQuery { Sort = "metric.loss" }).Total);
            Assert.Equal(1000, folder.Raw("good", "loss").Total);
            var read = folder.Raw("bad", "unnamed/0");
            Assert.Equal(hasTail ? 1002 : 1000, read.Total);
            Assert.Equal(Math.Sin(999), read.Values[999]);
            var found = folder.Store.Runs.Find("bad")!;
            Assert.Equal(read.Total, found.Metrics["unnamed/0"].Count);
            Assert.Equal(read.Values[^1], found.Metrics["unnamed/0"].Latest);
            Assert.Equal(round == 0 ? 1000 + read.Total : 2002, folder.Store.Status.Points);
            Assert.Equal("bad", Assert.Single(await CorruptAsync(folder)).RunId);
            Assert.Equal(hasTail || round > 0, (await folder.AppendAsync("bad", Batches.From("w", 1, "loss", 1000, 7, 8))).Duplicate);
            await folder.Store.SealAsync("bad");
            await folder.RestartAsync();
        }

        await folder.AppendAsync("bad", Batches.Of("loss", 2000, 5));
        Assert.Equal(5, folder.Raw("bad", "loss").Values[^1]);
    }

    [Fact]
    public async Task A_damaged_row_of_the_tail_is_kept_aside_and_told_of_once()
    {
        await using var folder = await FolderAsync();
        await folder.AppendAsync("bad", Batches.Of("loss", 1000, 1));
        await folder.AppendAsync("bad", Batches.Of("loss", 1001, 2));
        await DamageAsync(folder, $"UPDATE tail SET data = {Flip} WHERE n = (SELECT min(n) FROM tail)");
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(2.0, folder.Raw("bad", "loss").Values[^1]);
            Assert.Equal(1001, folder.Raw("bad", "loss").Total);
            Assert.Single(await CorruptAsync(folder));
            await folder.Store.SealAsync("bad");
            await folder.RestartAsync();
        }

        Assert.True(await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "SELECT length(data) FROM damaged_parts")) > 0);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 1000)]
    public async Task A_damaged_node_at_the_edge_of_a_pyramid_costs_no_point(int level, int rows)
    {
        await using var folder = await FolderAsync(rows);
        await folder.AppendAsync("bad", Batches.Of("other", 0, [.. Enumerable.Range(0, rows).Select(i => (double)i)]));
        await folder.Store.SealAsync("bad");
        await DamageAsync(
            folder,
            $"UPDATE pyramid SET data = {Flip} WHERE metric = 0 AND level = {level} AND run = (SELECT run FROM runs WHERE id = 'bad') " +
            "AND n = (SELECT max(n) FROM pyramid p WHERE p.run = pyramid.run AND p.metric = 0 AND p.level = pyramid.level)");
        Assert.Equal(rows, folder.Raw("bad", "other").Total);
        Assert.Equal(rows, folder.Raw("good", "loss").Total);
        var query = new SeriesQuery { RunId = "bad", Keys = ["loss"], Points = 0 };
        Assert.Equal(rows, folder.Store.Points.Read(query).Series.Sum(series => series.Total));
        Assert.Single(await CorruptAsync(folder));
        await folder.AppendAsync("bad", Batches.Of("loss", 5000, [.. Enumerable.Range(0, 100).Select(i => (double)i)]));
        await folder.Store.SealAsync("bad");
        await folder.RestartAsync();
        var read = folder.Raw("bad", "loss");
        Assert.Equal(rows + 100, read.Total);
        Assert.Equal(99, read.Values[^1]);
    }

    [Fact]
    public async Task Damaged_nodes_in_the_middle_cost_no_point()
    {
        await using var folder = await FolderAsync(20_000);
        await folder.Store.Runs.ResumeAsync("bad", "w", 15_000, TestContext.Current.CancellationToken);
        await folder.AppendAsync("bad", Batches.From("w", 1, "loss", 15_000, [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(15_000 + i))]));
        await folder.Store.SealAsync("bad");
        const string Bad = "segment = 1 AND run = (SELECT run FROM runs WHERE id = 'bad')";
        await DamageAsync(
            folder,
            $"UPDATE pyramid SET data = {Flip} WHERE level = 0 AND n IN (1, 2, 9) AND {Bad}",
            $"UPDATE pyramid SET data = {Flip} WHERE level = 1 AND n = 0 AND {Bad}");
        var read = folder.Raw("bad", "loss");
        Assert.Equal(Enumerable.Range(0, 16_000).Select(i => (long)i), read.Steps);
        Assert.All(read.Steps.Zip(read.Values), point => Assert.Equal(Math.Sin(point.First), point.Second));
        var buckets = (BucketColumns)folder.Store.Points.Read(new SeriesQuery { RunId = "bad", Keys = ["loss"], Points = 10 }).Series.Single();
        Assert.Equal(16_000, buckets.Count.Sum());
        Assert.Equal(4, (await CorruptAsync(folder)).Count);
    }

    [Fact]
    public async Task A_damaged_chunk_below_a_damaged_node_costs_only_itself()
    {
        await using var folder = await FolderAsync();
        const string Bad = "run = (SELECT run FROM runs WHERE id = 'bad')";
        await DamageAsync(
            folder,
            $"UPDATE pyramid SET data = {Flip} WHERE level = 0 AND n = 1 AND {Bad}",
            $"UPDATE chunks SET data = {Flip} WHERE chunk = (SELECT min(chunk) + 40 FROM chunks WHERE {Bad})");
        Assert.Equal(Enumerable.Range(0, 1000).Where(i => i is < 400 or >= 410).Select(i => (long)i), folder.Raw("bad", "loss").Steps);
        Assert.Equal(2, (await CorruptAsync(folder)).Count);
    }

    [Fact]
    public async Task A_run_that_was_put_away_after_its_end_is_read_again_when_it_is_wanted()
    {
        await using var folder = new StoreFolder(options => options with { ChunkRows = 10 });
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.Of("loss", 0, 1, 2, 3));
        await folder.Store.Runs.UpdateAsync(run, new RunUpdate { Status = RunStatus.Completed }, default);
        await folder.Store.SealAsync(run);
        for (var round = 0; round < 3; round++)
        {
            // Between two groups the writer puts away what is sealed and over.
            await folder.Store.OnWriterAsync(_ => true);
        }

        Assert.Equal(3, folder.Store.Runs.Find(run)!.Metrics["loss"].Count);
        Assert.Equal([1, 2, 3], folder.Raw(run, "loss").Values);
    }

    /// <summary>Two runs of sealed points, ten to a chunk.</summary>
    private static async Task<StoreFolder> FolderAsync(int rows = 1000)
    {
        var folder = new StoreFolder(options => options with { ChunkRows = 10 });
        foreach (var run in new[] { "good", "bad" })
        {
            await folder.NewRunAsync(run);
            await folder.AppendAsync(run, Batches.Of("loss", 0, [.. Enumerable.Range(0, rows).Select(i => Math.Sin(i))]));
            await folder.Store.SealAsync(run);
        }

        return folder;
    }

    private static async Task DamageAsync(StoreFolder folder, params string[] statements)
    {
        await folder.Store.DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={folder.Options.DatabaseFile};Pooling=false"))
        {
            connection.Open();
            Assert.All(statements, statement => Assert.True(Sql.Run(connection, statement) > 0));
        }

        await folder.RestartAsync();
    }

    private static async Task<IReadOnlyList<Event>> CorruptAsync(StoreFolder folder)
    {
        // The note of a damage is a write like any other: it is there once a later one is.
        await folder.Store.OnWriterAsync(_ => true);
        return folder.Store.Events.List(null, kinds: [EventKind.CorruptChunk]).Items;
    }
}
