using System.Diagnostics;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// The table <c>tail</c>: acknowledged batches that are not in chunks yet, in the order in which they came, so that a commit
/// adds to one page. A seal only says that rows of its run are done (<c>runs.tail_from</c>); they are removed from the front,
/// and what a slow run still needs there is written again at the end. Order within a run is told by <c>n</c>, never by place.
/// For the writer's thread.
/// </summary>
internal sealed class TailLog : IDisposable
{
    private const long RangeBytes = 128 << 10;
    private const int RangeRows = 1024;

    /// <summary>So many bytes of done rows may stay: removing them costs a commit.</summary>
    private const long MostDone = 4L << 20;

    /// <summary>So many more bytes of done rows than of needed ones may be held up by a slow run.</summary>
    private const long MostHeldUp = 16L << 20;
    private const long LookEvery = 1 << 20;
    private readonly SqliteConnection _connection;
    private readonly Statement _insert;
    private readonly Queue<(long End, long Bytes)> _ranges = new();
    private long _from;
    private long _lastRange;
    private long _openBytes;
    private long _bytes;
    private long _lookAt;
    private readonly WalkBudget _looks = new();

    /// <summary>A page of the table cannot be read. The table then only grows, until the store is repaired.</summary>
    private bool _isDamaged;

    public TailLog(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new Statement(connection, "INSERT INTO tail (id, run, n, data) VALUES (?1, ?2, ?3, ?4)");
        foreach (var reader in SoundRows.Of(connection, "SELECT id, length(data) FROM tail WHERE id >= 0", ["id"], () => _isDamaged = true))
        {
            (_from, _lastRange) = NextId == 0 ? (reader.GetInt64(0), reader.GetInt64(0)) : (_from, _lastRange);
            NextId = reader.GetInt64(0);
            Count(reader.GetInt64(1));
        }
    }

    /// <summary>The place of the next row.</summary>
    public long NextId { get; private set; }

    public void Insert(long run, long n, ByteSink row)
    {
        _insert.With(1, NextId).With(2, run).With(3, n).With(4, row.Written).Run();
        Count(row.Length);
    }

    /// <summary>All rows of runs that are not deleted, also those that are sealed.</summary>
    public static IEnumerable<(long Id, long Run, long N, byte[] Data)> ReadAll(SqliteConnection connection, Action lost)
    {
        const string All = "SELECT id, run, n, data FROM tail WHERE run NOT IN (SELECT run FROM runs WHERE is_deleted = 1)";
        foreach (var reader in SoundRows.Of(connection, All, ["id"], lost))
        {
            yield return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), (byte[])reader.GetValue(3));
        }
    }

    /// <summary>Removes rows from the front that no run needs, for about so long; true when there is more to do.</summary>
    /// <param name="runs">Those that may need rows.</param>
    /// <param name="isIdle">Whether there is time to remove even a little.</param>
    /// <param name="most">How long it may take.</param>
    public bool Tidy(RunCatalog runs, bool isIdle, TimeSpan most)
    {
        if (_isDamaged || _bytes == 0 || (!isIdle && _bytes < Math.Max(MostDone, _lookAt)))
        {
            return false;
        }

        RunEntry[] open = [];
        if (!_looks.TryWalk(TimeSpan.Zero, () => open = [.. runs.OpenRuns.Where(entry => entry.HasTail)]))
        {
            return false;
        }

        var needed = open.Length == 0 ? NextId : open.Min(entry => entry.TailFromId);
        var live = open.Sum(entry => entry.TailBytes);
        var done = _bytes - live;
        _lookAt = _bytes + LookEvery;
        var mayMove = done - live > MostHeldUp;
        if ((needed <= _from && !mayMove) || (!isIdle && done < MostDone))
        {
            return false;
        }

        CloseRange();
        try
        {
            Sweep(needed, open, mayMove, most);
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            _isDamaged = true;
            return false;
        }

        if (!_ranges.TryPeek(out var next) || next.End > needed)
        {
            return false;
        }

        _lookAt = 0;
        return true;
    }

    public void Dispose() => _insert.Dispose();

    private void Count(long bytes)
    {
        NextId++;
        _bytes += bytes;
        _openBytes += bytes;
        if (_openBytes >= RangeBytes || NextId - _lastRange >= RangeRows)
        {
            CloseRange();
        }
    }

    private void CloseRange()
    {
        if (NextId > _lastRange)
        {
            _ranges.Enqueue((NextId, _openBytes));
            (_lastRange, _openBytes) = (NextId, 0);
        }
    }

    private void Sweep(long needed, RunEntry[] open, bool mayMove, TimeSpan most)
    {
        var started = Stopwatch.GetTimestamp();
        var (from, moved, next) = (_from, 0L, NextId);
        var bytes = 0L;
        var swept = 0;
        Sql.Run(_connection, "BEGIN IMMEDIATE");
        try
        {
            foreach (var (end, size) in _ranges)
            {
                if (Stopwatch.GetElapsedTime(started) > most)
                {
                    break;
                }

                if (end > needed && !mayMove)
                {
                    // Part of a range: its bytes count until all of it has gone.
                    Sql.Run(_connection, "DELETE FROM tail WHERE id < $1", needed);
                    from = Math.Max(from, needed);
                    break;
                }

                if (end > needed)
                {
                    moved += MoveNeeded(from, end, next - from);
                    next += end - from;
                }

                Sql.Run(_connection, "DELETE FROM tail WHERE id < $1", end);
                (from, bytes, swept) = (end, bytes + size, swept + 1);
            }

            Sql.Run(_connection, "COMMIT");
        }
        catch
        {
            Sql.Run(_connection, "ROLLBACK");
            throw;
        }

        for (; swept > 0; swept--)
        {
            _ranges.Dequeue();
        }

        foreach (var entry in open)
        {
            entry.TailFromId = Math.Max(entry.TailFromId, from);
        }

        (_from, _bytes) = (from, _bytes - bytes);
        if (next > NextId)
        {
            NextId = next;
            _bytes += moved;
            _openBytes += moved;
            CloseRange();
        }
    }

    /// <summary>Writes the rows of a range that are needed again at the end; answers their bytes.</summary>
    private long MoveNeeded(long from, long end, long shift)
    {
        const string Needed = "FROM tail JOIN runs ON runs.run = tail.run WHERE tail.id >= $1 AND tail.id < $2 AND runs.is_deleted = 0 AND tail.n >= runs.tail_from";
        var bytes = Sql.Scalar<long>(_connection, $"SELECT coalesce(sum(length(tail.data)), 0) {Needed}", from, end);
        if (bytes > 0)
        {
            Sql.Run(_connection, $"INSERT INTO tail (id, run, n, data) SELECT tail.id + $3, tail.run, tail.n, tail.data {Needed}", from, end, shift);
        }

        return bytes;
    }
}
