using Microsoft.Extensions.Logging.Abstractions;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

public sealed class TailLogTests
{
    [Fact]
    public async Task A_slow_run_keeps_its_points_in_order_while_the_log_around_them_goes()
    {
        await using var folder = new StoreFolder();
        await folder.NewRunAsync("slow");
        await folder.NewRunAsync("busy");
        for (var turn = 0; turn < 40; turn++)
        {
            await folder.AppendAsync("slow", Batches.From("w", turn + 1, "loss", 5, turn));
            await folder.AppendAsync("busy", Batches.Of("noise", turn * 100_000L, Noise(100_000, turn)));
            await folder.Store.SealAsync("busy");
        }

        var left = await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "SELECT sum(length(data)) FROM tail"));
        Assert.InRange(left, 1, 20L << 20);
        using var crashed = new CrashedCopy(folder);
        await using var store = crashed.Open();
        foreach (var one in new[] { folder.Store, store })
        {
            Assert.Equal(Enumerable.Range(0, 40).Select(turn => (double)turn), Raw(one, "slow", "loss").Values);
            Assert.Equal(4_000_000, Raw(one, "busy", "noise").Total);
            Assert.True((await one.Points.AppendAsync("slow", Batches.From("w", 40, "loss", 5, 39), TestContext.Current.CancellationToken)).Duplicate);
        }
    }

    [Fact]
    public async Task Sealed_rows_that_another_run_holds_up_do_not_come_back_after_a_crash()
    {
        await using var folder = new StoreFolder(options => options with { ChunkRows = 10 });
        await folder.NewRunAsync("first");
        await folder.NewRunAsync("sealed");
        await folder.AppendAsync("first", Batches.Of("loss", 0, 1));
        for (var batch = 0; batch < 5; batch++)
        {
            await folder.AppendAsync("sealed", Batches.From("w", batch + 1, "loss", batch * 7, 0, 1, 2, 3, 4, 5, 6));
        }

        await folder.Store.SealAsync("sealed");
        await folder.AppendAsync("sealed", Batches.From("w", 6, "loss", 35, 0, 1));
        var rows = await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "SELECT count(*) FROM tail"));
        Assert.InRange(rows, 7, 20);
        using var crashed = new CrashedCopy(folder);
        await using var store = crashed.Open();
        Assert.Equal(Enumerable.Range(0, 37).Select(i => (long)i), Raw(store, "sealed", "loss").Steps);
        Assert.Equal(37, store.Runs.Find("sealed")!.Metrics["loss"].Count);
        Assert.Equal(7, store.Points.NextSeq("sealed", "w"));
    }

    [Fact]
    public async Task A_file_without_open_tails_has_no_log()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        for (var step = 0; step < 50; step++)
        {
            await folder.AppendAsync(run, Batches.Of("loss", step, step));
        }

        await folder.Store.SealAsync(run);
        await folder.RestartAsync();
        Assert.Equal(0, await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "SELECT count(*) FROM tail")));
        Assert.Equal(50, folder.Raw(run, "loss").Total);
    }

    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    private static RawColumns Raw(DataStore store, string run, string key) =>
        (RawColumns)store.Points.Read(new SeriesQuery { RunId = run, Keys = [key], Points = 0 }).Series.Single();

    /// <summary>The files as a crash at this moment would leave them.</summary>
    private sealed class CrashedCopy : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("crashed-").FullName;

        public CrashedCopy(StoreFolder folder)
        {
            foreach (var file in Directory.GetFiles(folder.Path, "dashboard.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(_path, Path.GetFileName(file)));
            }
        }

        public DataStore Open() => DataStore.Open(new DataStoreOptions { Folder = _path }, TimeProvider.System, NullLoggerFactory.Instance);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
