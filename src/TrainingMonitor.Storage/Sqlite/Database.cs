using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>Opens connections to one database file: the single writing one, and reading ones that can never write.</summary>
internal sealed class Database(string file)
{
    public string File { get; } = file;

    /// <summary>
    /// The one connection that writes and checkpoints. Checkpoints are asked for by the writer, never made inside a
    /// commit, so that an acknowledgement does not wait for one.
    /// </summary>
    public SqliteConnection OpenWriter() => Open(
        SqliteOpenMode.ReadWriteCreate,
        "auto_vacuum = INCREMENTAL", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "wal_autocheckpoint = 0",
        "cache_size = -32768", "temp_store = MEMORY");

    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, "query_only = ON", "mmap_size = 1073741824");

    /// <summary>A connection that fails on the way holds no lock.</summary>
    private SqliteConnection Open(SqliteOpenMode mode, params ReadOnlySpan<string> pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Sql.Run(connection, "PRAGMA busy_timeout = 5000");
            foreach (var pragma in pragmas)
            {
                Sql.Run(connection, "PRAGMA " + pragma);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
