using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>Lends reading connections; opens one when all are out, so a reader never waits for another.</summary>
internal sealed class ReadConnections(Database database) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<SqliteConnection> _free = [];
    private volatile bool _closed;

    public Lease Rent() => new(this, _free.TryTake(out var connection) ? connection : database.OpenReader());

    public void Dispose()
    {
        _closed = true;
        while (_free.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private void Return(SqliteConnection connection)
    {
        if (_closed || _free.Count >= Kept)
        {
            connection.Dispose();
        }
        else
        {
            _free.Add(connection);
        }
    }

    public readonly struct Lease(ReadConnections owner, SqliteConnection connection) : IDisposable
    {
        public SqliteConnection Connection => connection;

        public void Dispose() => owner.Return(connection);
    }
}
