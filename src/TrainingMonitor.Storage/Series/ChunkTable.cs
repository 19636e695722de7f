using Microsoft.Data.Sqlite;
using SQLitePCL;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>The table <c>chunks</c>.</summary>
internal static class ChunkTable
{
    public static long Insert(SqliteConnection connection, long run, byte[] chunk) =>
        Sql.Scalar<long>(connection, "INSERT INTO chunks (run, data) VALUES ($1, $2) RETURNING chunk", run, chunk);
}

/// <summary>
/// Reads parts of chunks: one open blob that moves from row to row, because a statement for each chunk would cost more than
/// its bytes. While it is open its connection sees the store as it was at its first read.
/// </summary>
internal sealed class ChunkBlob(SqliteConnection connection) : IDisposable
{
    private sqlite3_blob? _blob;

    /// <summary>Goes to a chunk and says how long it is; −1 when there is none of that number.</summary>
    public int MoveTo(long chunk)
    {
        var result = _blob is null
            ? raw.sqlite3_blob_open(connection.Handle, "main", "chunks", "data", chunk, 0, out _blob)
            : raw.sqlite3_blob_reopen(_blob, chunk);
        if (result == raw.SQLITE_OK)
        {
            return raw.sqlite3_blob_bytes(_blob);
        }

        _blob?.Dispose();
        _blob = null;
        if ((result & 0xff) == raw.SQLITE_CORRUPT)
        {
            throw new CorruptDataException("got pages that are no chunk");
        }

        return result == raw.SQLITE_ERROR
            ? -1
            : throw new SqliteException($"chunk {chunk} cannot be read: {raw.sqlite3_errmsg(connection.Handle).utf8_to_string()}", result);
    }

    public void Read(int offset, Span<byte> target)
    {
        var result = raw.sqlite3_blob_read(_blob, target, offset);
        if ((result & 0xff) == raw.SQLITE_CORRUPT)
        {
            throw new CorruptDataException("got pages that are no chunk");
        }

        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException("a chunk cannot be read", result);
        }
    }

    public void Dispose() => _blob?.Dispose();
}
