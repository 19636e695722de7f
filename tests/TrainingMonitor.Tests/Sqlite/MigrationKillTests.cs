using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;

namespace TrainingMonitor.Tests.Sqlite;

public sealed class MigrationKillTests
{
    [Fact]
    public async Task A_migration_killed_before_any_statement_leaves_a_whole_store_that_opens_with_everything()
    {
        using var folder = new TemporaryFolder();
        var old = Path.Combine(folder.Path, "old.db");
        await MakeOldAsync(old);
        var (statement, killed) = (1, true);
        for (; killed; statement++)
        {
            var home = Directory.CreateDirectory(Path.Combine(folder.Path, $"{statement}")).FullName;
            var file = Path.Combine(home, "dashboard.db");
            File.Copy(old, file);
            var command = ThisProgram.With(MigrationChild.Word, file, $"{statement}");
            using var child = Process.Start(command[0], command[1..]);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            killed = child.ExitCode != 0;
            Assert.Contains(Version(file), Migrations.Known.Select(script => script.Number));

            await using var store = DataStore.Open(new DataStoreOptions { Folder = home }, TimeProvider.System, NullLoggerFactory.Instance);
            var read = (RawColumns)store.Points.Read(new SeriesQuery { RunId = "old", Keys = ["loss"], Points = 0 }).Series.Single();
            Assert.Equal([1, 2, 3], read.Values);
            Assert.Equal(Migrations.Embedded.Newest, await store.OnWriterAsync(connection => Sql.Scalar<long>(connection, "PRAGMA user_version")));
            Assert.Equal("ok", await store.OnWriterAsync(connection => Sql.Scalar<string>(connection, "PRAGMA integrity_check")));
        }

        // Every script has at least its BEGIN, a statement, the version and its COMMIT.
        Assert.True(statement > 4 * (Migrations.Known.Count - 1), $"the migration was killed at {statement} statements only");
    }

    /// <summary>A file as the first version of the program left it: one run, with acknowledged points in its open tail.</summary>
    private static async Task MakeOldAsync(string old)
    {
        await using var now = new StoreFolder();
        await now.NewRunAsync("old");
        await now.AppendAsync("old", Batches.Of("loss", 1, 1, 2, 3));
        await now.Store.DisposeAsync();
        using var connection = new Migrations([Migrations.Known[0]]).Open(new Database(old));
        Sql.Run(connection, "ATTACH $1 AS newest", now.Options.DatabaseFile);
        foreach (var table in new[] { "runs", "tail", "events" })
        {
            var columns = Sql.Scalar<string>(connection, "SELECT group_concat(name) FROM pragma_table_info($1)", table);
            Sql.Run(connection, $"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newest.{table}");
        }

        Sql.Run(connection, "DETACH newest");
        Sql.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static long Version(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        return Sql.Scalar<long>(connection, "PRAGMA user_version");
    }
}
