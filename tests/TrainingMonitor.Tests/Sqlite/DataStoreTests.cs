using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;

namespace TrainingMonitor.Tests.Sqlite;

public sealed class DataStoreTests
{
    [Fact]
    public async Task A_second_store_on_the_same_folder_is_refused_with_a_sentence_that_names_it()
    {
        await using var folder = new StoreFolder();
        folder.Store.Announce("http://127.0.0.1:1234");
        var refused = Assert.Throws<FolderInUseException>(folder.Open);
        Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Equal(new FolderHolder(Environment.ProcessId, "http://127.0.0.1:1234"), refused.Holder);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused_and_left_alone()
    {
        await using var folder = new StoreFolder();
        await folder.Store.DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={folder.Options.DatabaseFile};Pooling=false"))
        {
            connection.Open();
            Sql.Run(connection, "PRAGMA user_version = 9999");
        }

        Assert.Contains("9999", Assert.Throws<NewerStoreException>(folder.Open).Message, StringComparison.Ordinal);
        using (var connection = new SqliteConnection($"Data Source={folder.Options.DatabaseFile};Pooling=false"))
        {
            connection.Open();
            Sql.Run(connection, "PRAGMA user_version = " + Migrations.Embedded.Newest);
        }

        await folder.RestartAsync();
    }

    [Fact]
    public async Task A_backup_made_while_writing_holds_what_was_acknowledged()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.Of("loss", 1, 1, 2, 3));
        var copy = Directory.CreateDirectory(Path.Combine(folder.Path, "copy")).FullName;
        await folder.Store.BackupAsync(Path.Combine(copy, "dashboard.db"), TestContext.Current.CancellationToken);
        await using var restored = DataStore.Open(new DataStoreOptions { Folder = copy }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        Assert.Equal(3, restored.Runs.Find(run)!.Metrics["loss"].Count);
    }
}
