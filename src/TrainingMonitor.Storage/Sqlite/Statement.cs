using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TrainingMonitor.Storage;

/// <summary>
/// A statement of the writing connection that is compiled once and run with every group: compiling costs several times as
/// much as running. Its parameters are numbered from 1.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string text)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(_database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement), _database);
    }

    public Statement With(int parameter, long value)
    {
        raw.sqlite3_bind_int64(_statement, parameter, value);
        return this;
    }

    public Statement With(int parameter, ReadOnlySpan<byte> value)
    {
        raw.sqlite3_bind_blob(_statement, parameter, value);
        return this;
    }

    /// <summary>Runs to the end; what the statement gave back is not looked at.</summary>
    /// <exception cref="SqliteException">The engine refuses.</exception>
    public void Run()
    {
        int step;
        while ((step = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW)
        {
        }

        try
        {
            if (step != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(step, _database);
            }
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();
}
