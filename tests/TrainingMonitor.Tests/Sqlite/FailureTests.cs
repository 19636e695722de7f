using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;

namespace TrainingMonitor.Tests.Sqlite;

public sealed class FailureTests
{
    [Fact]
    public async Task A_full_disk_refuses_writes_leaves_reads_alone_and_recovers_by_itself()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.Of("loss", 1, 1, 2));
        var cursor = folder.Store.Runs.Find(run)!.Cursor;

        // SQLite's own limit answers exactly as a disk without room does.
        await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "PRAGMA max_page_count = 1"));
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => folder.AppendAsync(run, Batches.Of("loss", 3, new double[100_000])));
        Assert.Contains("full", refused.Message, StringComparison.Ordinal);
        Assert.False(folder.Store.Status.Writable);
        Assert.Equal([1, 2], folder.Raw(run, "loss").Values);
        Assert.Equal(cursor, folder.Store.Runs.Find(run)!.Cursor);

        await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "PRAGMA max_page_count = 1000000"));
        await folder.AppendAsync(run, Batches.Of("loss", 3, 3));
        Assert.True(folder.Store.Status.Writable);
        await folder.RestartAsync();
        Assert.Equal([1, 2, 3], folder.Raw(run, "loss").Values);
    }

    [Fact]
    public async Task A_batch_refused_by_the_disk_may_be_sent_again_with_the_same_number()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "PRAGMA max_page_count = 1"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => folder.AppendAsync(run, Batches.From("w", 1, "loss", 1, new double[100_000])));
        await folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "PRAGMA max_page_count = 1000000"));
        var result = await folder.AppendAsync(run, Batches.From("w", 1, "loss", 1, new double[100_000]));
        Assert.False(result.Duplicate);
        Assert.Equal(100_000, result.Accepted);
    }

    [Fact]
    public async Task A_damaged_chunk_is_left_out_and_told_of_and_the_rest_is_read()
    {
        await using var folder = new StoreFolder(options => options with { ChunkRows = 100 });
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.Of("loss", 0, [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i))]));
        await folder.Store.SealAsync(run);
        var told = new TaskCompletionSource<Event>();
        folder.Store.Committed = changes =>
        {
            if (changes.OfType<EventAdded>().FirstOrDefault(change => change.Event.Kind == EventKind.CorruptChunk) is { } found)
            {
                told.TrySetResult(found.Event);
            }
        };
        await folder.Store.OnWriterAsync(connection => Sql.Run(
            connection, "UPDATE chunks SET data = CAST(substr(data, 1, length(data) - 300) || zeroblob(300) AS BLOB) WHERE chunk = 4"));

        var read = folder.Raw(run, "loss");
        Assert.Equal(900, read.Total);
        Assert.DoesNotContain(350, read.Steps);
        Assert.All(read.Steps.Zip(read.Values), point => Assert.Equal(Math.Sin(point.First), point.Second));
        Assert.Contains("chunk 4", (await told.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sync_that_fails_ends_the_process_instead_of_acknowledging()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        var ended = new TaskCompletionSource<string>();
        folder.Store.OnLostSync(sentence => ended.TrySetResult(sentence));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => folder.Store.OnWriterAsync<int>(_ => throw new SqliteException("disk I/O error", 10, 10 | (4 << 8))));
        Assert.Contains("fsync", await ended.Task, StringComparison.Ordinal);
        Assert.Empty(folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["*"] }).Series);
    }

    [Theory]
    [InlineData("CREATE TABLE extra (x INTEGER); INSERT INTO nowhere VALUES (1);")]
    [InlineData("DROP TABLE events; DROP TABLE nowhere;")]
    public async Task A_migration_that_fails_leaves_the_store_as_it_was(string script)
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.Of("loss", 1, 1, 2));
        await folder.Store.DisposeAsync();
        var scripts = new Migrations([.. Migrations.Known, new Migration(Migrations.Embedded.Newest + 1, script)]);
        var failed = Assert.Throws<StoreUnavailableException>(() => scripts.Open(new Database(folder.Options.DatabaseFile)));
        Assert.Contains("as it was before", failed.Message, StringComparison.Ordinal);
        await folder.RestartAsync();
        Assert.Equal([1, 2], folder.Raw(run, "loss").Values);
        Assert.Equal(EventKind.RunCreated, Assert.Single(folder.Store.Events.List(run).Items).Kind);
    }
}
