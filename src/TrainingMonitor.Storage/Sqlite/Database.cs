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
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        Sql.Run(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        Sql.Run(connection, "PRAGMA journal_mode = WAL");
        Sql.Run(connection, "PRAGMA synchronous = FULL");
        Sql.Run(connection, "PRAGMA foreign_keys = ON");
        Sql.Run(connection, "PRAGMA wal_autocheckpoint = 0");
        Sql.Run(connection, "PRAGMA cache_size = -32768");
        Sql.Run(connection, "PRAGMA temp_store = MEMORY");
        return connection;
    }

    public SqliteConnection OpenReader()
    {
        var connection = Open(SqliteOpenMode.ReadOnly);
        Sql.Run(connection, "PRAGMA query_only = ON");
        Sql.Run(connection, "PRAGMA mmap_size = 1073741824");
        return connection;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Sql.Run(connection, "PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
