using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Catalog;

public sealed class RunDeletionTests
{
    private static readonly string[] Tables = ["runs", "segments", "writers", "tail", "series", "events", "chunks", "pyramid", "checkpoints"];

    [Fact]
    public async Task A_deleted_run_is_out_of_sight_at_once_and_its_id_is_free()
    {
        await using var folder = await FolderAsync();
        await folder.Store.Runs.DeleteAsync("long", default);
        await folder.NewRunAsync("long");
        await folder.AppendAsync("long", Batches.Of("loss", 1, 4));
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal([4], folder.Raw("long", "loss").Values);
            Assert.Equal(1, folder.Store.Status.Points);
            Assert.Equal(
                [EventKind.RunCreated, EventKind.RunDeleted], folder.Store.Events.List(null).Items.Select(e => e.Kind));
            await folder.RestartAsync();
        }
    }

    [Fact]
    public async Task What_a_deleted_run_has_left_is_removed_by_itself_and_the_file_shrinks()
    {
        await using var folder = await FolderAsync();
        var size = await SizeAsync(folder);
        await folder.Store.Runs.DeleteAsync("long", default);
        await ClearedAsync(folder);
        Assert.True(await SizeAsync(folder) < size / 2);
    }

    [Fact]
    public async Task A_removal_that_a_crash_cut_short_goes_on_at_the_next_start()
    {
        await using var folder = await FolderAsync();
        await folder.Store.DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={folder.Options.DatabaseFile};Pooling=false"))
        {
            connection.Open();
            Sql.Run(connection, "PRAGMA foreign_keys = ON");
            var before = Count(connection, "chunks");
            RunDeletion.Hide(connection, Sql.Scalar<long>(connection, "SELECT run FROM runs"));
            Assert.True(RunDeletion.RemoveSlice(connection, TimeSpan.Zero));
            Assert.Equal(1, Count(connection, "runs"));
            Assert.True(Count(connection, "tail") + Count(connection, "pyramid") > 0 && Count(connection, "chunks") == before);
        }

        await folder.RestartAsync();
        Assert.Null(folder.Store.Runs.Find("long"));
        Assert.Empty(folder.Store.Runs.List(new RunQuery()).Items);
        Assert.Empty(folder.Store.Events.List(null).Items);
        await ClearedAsync(folder);
    }

    [Fact]
    public async Task A_seal_that_was_under_way_leaves_nothing_of_a_deleted_run()
    {
        await using var folder = await FolderAsync();
        var sealing = folder.Store.SealAsync("long");
        var deleting = folder.Store.Runs.DeleteAsync("long", default);
        await Task.WhenAll(sealing, deleting);
        await ClearedAsync(folder);
        Assert.Throws<UnknownRunException>(() => folder.Store.Points.Read(new SeriesQuery { RunId = "long", Keys = ["*"] }));
    }

    /// <summary>A run of many chunks, with an open tail.</summary>
    private static async Task<StoreFolder> FolderAsync()
    {
        var folder = new StoreFolder(options => options with { ChunkRows = 16 });
        await folder.NewRunAsync("long");
        await folder.AppendAsync("long", Batches.Of("loss", 0, [.. Enumerable.Range(0, 20_000).Select(i => Math.Sin(i))]));
        await folder.Store.SealAsync("long");
        await folder.AppendAsync("long", Batches.Of("loss", 20_000, 1, 2));
        return folder;
    }

    /// <summary>Waits until at most the event of the deletion itself is left. How many turns that takes is the disk's affair.</summary>
    private static Task ClearedAsync(StoreFolder folder) => Wait.ForAsync(async () => await folder.Store.OnWriterAsync(
        connection => Tables.Sum(table => Count(connection, table)) + Sql.Scalar<long>(connection, "PRAGMA freelist_count")) <= 1);

    private static async Task<long> SizeAsync(StoreFolder folder) =>
        await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "PRAGMA page_count"));

    private static long Count(SqliteConnection connection, string table) => Sql.Scalar<long>(connection, $"SELECT count(*) FROM {table}");
}
