using System.Text;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;

namespace TrainingMonitor.Tests.Sqlite;

/// <summary>Damages texts and whole pages in the real file of a closed store and opens it again.</summary>
public sealed class DamagedRowTests
{
    [Theory]
    [InlineData("tags")]
    [InlineData("hosts")]
    [InlineData("config")]
    [InlineData("primary_metrics")]
    [InlineData("metric_goals")]
    [InlineData("job")]
    public async Task A_damaged_text_in_the_row_of_a_run_costs_that_text_alone(string column)
    {
        await using var folder = await FolderAsync();
        await ClosedAsync(folder, connection => Sql.Run(connection, $$"""UPDATE runs SET {{column}} = '{"a' WHERE id = 'r3'"""));
        await folder.RestartAsync();

        Assert.Equal(10, folder.Store.Runs.List(new RunQuery { Sort = "config.lr" }).Total);
        Assert.Equal("a run", folder.Store.Runs.Find("r3")!.Name);
        Assert.Equal([1, 2, 3], folder.Raw("r3", "loss").Values);
        var told = Assert.Single(await CorruptAsync(folder));
        Assert.Equal(("r3", EventLevel.Error), (told.RunId, told.Level));
        await folder.Store.Runs.UpdateAsync("r3", new RunUpdate { Notes = "still writable" }, default);
        await folder.RestartAsync();
        Assert.Equal("still writable", folder.Store.Runs.Find("r3")!.Notes);
        folder.Store.Runs.List(new RunQuery());
        Assert.Single(await CorruptAsync(folder));
    }

    [Fact]
    public async Task Damaged_texts_beside_the_runs_cost_themselves_alone()
    {
        await using var folder = await FolderAsync();
        await folder.AppendAsync("r1", Batches.From("w", 1, "loss", 3, 4));
        await folder.Store.SealAsync("r1");
        await folder.Store.System.AddAsync(null, new SystemReport("h", [new SystemSample { Time = 1, CpuPercent = 1 }, new SystemSample { Time = 2, CpuPercent = 2 }]), default);
        await ClosedAsync(folder, connection =>
        {
            Sql.Run(connection, "UPDATE writers SET rejected = '[{'");
            Sql.Run(connection, "UPDATE system_samples SET data = '{' WHERE time = 2");
            return Sql.Run(connection, "UPDATE events SET data = '{'");
        });
        await folder.RestartAsync();

        Assert.True((await folder.AppendAsync("r1", Batches.From("w", 1, "loss", 3, 4))).Duplicate);
        Assert.Equal(10, folder.Store.Events.List(null).Items.Count);
        Assert.Equal([1.0], folder.Store.System.History("h", 0, 10, 10).Metrics["cpu_percent"].Max);
    }

    [Fact]
    public async Task A_damaged_page_of_the_table_of_runs_costs_the_runs_on_it()
    {
        await using var folder = new StoreFolder();
        for (var i = 0; i < 60; i++)
        {
            await folder.Store.Runs.CreateAsync(new NewRun { Id = $"r{i}", Name = "a run", Notes = new string((char)('a' + (i % 26)), 900) }, ct: default);
        }

        await ClosedAsync(folder, _ => 0);
        Ruin(folder, LeafOf(folder, "runs"));
        await folder.RestartAsync();

        Assert.InRange(folder.Store.Runs.List(new RunQuery()).Total, 50, 59);
        Assert.NotNull(folder.Store.Runs.Find("r0"));
        Assert.NotNull(folder.Store.Runs.Find("r59"));
        Assert.Null(Assert.Single(await CorruptAsync(folder)).RunId);
        await folder.AppendAsync("r59", Batches.Of("loss", 1, 5));
        Assert.Equal([5], folder.Raw("r59", "loss").Values);
    }

    [Theory]
    [InlineData("chunks")]
    [InlineData("pyramid")]
    [InlineData("series")]
    public async Task A_damaged_page_of_points_leaves_other_runs_and_later_writes_alone(string table)
    {
        await using var folder = new StoreFolder(options => options with { ChunkRows = 64 });
        var random = new Random(3);
        foreach (var run in new[] { "good", "bad" })
        {
            await folder.NewRunAsync(run);
            for (var metric = 0; metric < 40; metric++)
            {
                await folder.AppendAsync(run, Batches.Of($"metric/{metric}", 0, [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())]));
            }

            await folder.Store.SealAsync(run);
        }

        await ClosedAsync(folder, _ => 0);
        Ruin(folder, LeafOf(folder, table, last: true));
        await folder.RestartAsync();

        var query = new SeriesQuery { RunId = "bad", Keys = ["*"], Points = 0 };
        Assert.InRange(folder.Store.Points.Read(query).Series.Sum(series => series.Total), 0, table == "series" ? 8000 : 7999);
        Assert.NotEmpty(await CorruptAsync(folder));
        Assert.Equal(8000, folder.Store.Points.Read(query with { RunId = "good" }).Series.Sum(series => series.Total));
        Assert.Equal(2, folder.Store.Runs.List(new RunQuery()).Total);
        await folder.AppendAsync("good", Batches.Of("metric/0", 200, 1));
        Assert.Equal(201, folder.Raw("good", "metric/0").Total);
    }

    [Fact]
    public async Task A_file_that_the_engine_cannot_open_is_refused_with_the_newest_backup()
    {
        await using var folder = await FolderAsync();
        await ClosedAsync(folder, _ => 0);
        var copy = Path.Combine(folder.Path, "good.db");
        StoreBackup.Write(folder.Path, copy);
        foreach (var damage in new[] { (Offset: 0L, Length: 16), (Offset: 100L, Length: 3000) })
        {
            var whole = File.ReadAllBytes(folder.Options.DatabaseFile);
            Overwrite(folder.Options.DatabaseFile, damage.Offset, damage.Length);
            var refused = Assert.Throws<DamagedStoreException>(folder.Open);
            Assert.Contains(copy, refused.Message, StringComparison.Ordinal);
            File.WriteAllBytes(folder.Options.DatabaseFile, whole);
        }

        File.Copy(copy, folder.Options.DatabaseFile, overwrite: true);
        await folder.RestartAsync();
        Assert.Equal([1, 2, 3], folder.Raw("r9", "loss").Values);
    }

    private static async Task<StoreFolder> FolderAsync()
    {
        var folder = new StoreFolder();
        for (var i = 0; i < 10; i++)
        {
            await folder.NewRunAsync($"r{i}");
            await folder.AppendAsync($"r{i}", Batches.Of("loss", 0, 1, 2, 3));
        }

        return folder;
    }

    private static async Task ClosedAsync(StoreFolder folder, Func<SqliteConnection, int> act)
    {
        await folder.Store.DisposeAsync();
        using var connection = new SqliteConnection($"Data Source={folder.Options.DatabaseFile};Pooling=false");
        connection.Open();
        act(connection);
        Sql.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static long PageSize(SqliteConnection connection) => Sql.Scalar<long>(connection, "PRAGMA page_size");

    /// <summary>A page in the middle (or at the end) of a table that holds rows and no children.</summary>
    private static long LeafOf(StoreFolder folder, string table, bool last = false)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Options.DatabaseFile};Pooling=false");
        connection.Open();
        var root = Sql.Scalar<long>(connection, "SELECT rootpage FROM sqlite_schema WHERE name = $1", table);
        var size = PageSize(connection);
        var bytes = File.ReadAllBytes(folder.Options.DatabaseFile);
        for (var page = root; ; )
        {
            var start = (int)((page - 1) * size);
            if (bytes[start] is 10 or 13)
            {
                return page;
            }

            var cells = (bytes[start + 3] << 8) | bytes[start + 4];
            var cell = start + 12 + (2 * (cells / 2));
            var child = last ? start + 8 : start + ((bytes[cell] << 8) | bytes[cell + 1]);
            page = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(child, 4));
        }
    }

    private static void Ruin(StoreFolder folder, long page)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Options.DatabaseFile};Pooling=false;Mode=ReadOnly");
        connection.Open();
        var size = PageSize(connection);
        connection.Dispose();
        Overwrite(folder.Options.DatabaseFile, (page - 1) * size, (int)size);
    }

    private static void Overwrite(string file, long offset, int length)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.Write(handle, Encoding.ASCII.GetBytes(new string('#', length)), offset);
    }

    private static async Task<IReadOnlyList<Event>> CorruptAsync(StoreFolder folder)
    {
        // The note of a damage is a write like any other: it is there once a later one is.
        await folder.Store.OnWriterAsync(_ => true);
        return folder.Store.Events.List(null, kinds: [EventKind.CorruptChunk]).Items;
    }
}
