using System.Diagnostics;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Makes old data small: samples of hosts become minutes, minutes leave for the archive, points of runs become folds. Everything is done in slices through
/// the writer, a few milliseconds each, and each slice is whole: a pass that is cut short, at any point, is gone on with by the
/// next one.
/// </summary>
public sealed class Retention
{
    private const long Day = 86_400_000_000;
    private const int RowsAtOnce = 64;
    private readonly StoreWriter _writer;
    private readonly ReadConnections _readers;
    private readonly RunRetention _runs;
    private readonly RunArchive _archive;
    private readonly PointStore _points;
    private readonly DataStoreOptions _options;
    private readonly TimeProvider _time;
    private int _isRunning;

    internal Retention(StoreWriter writer, ReadConnections readers, RunCatalog runs, PointStore points, DataStoreOptions options, TimeProvider time)
    {
        (_writer, _readers, _options, _time) = (writer, readers, options, time);
        (_archive, _points) = (new RunArchive(options.ArchiveFolder), points);
        _runs = new RunRetention(writer, readers, runs, _archive);
    }

    /// <summary>How long the writer is held at a time, about.</summary>
    internal TimeSpan Slice { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Called after each slice. For tests that stop in the middle.</summary>
    internal Action Sliced { get; set; } = () => { };

    /// <summary>One pass; nothing where there is nothing old, or where another pass is under way.</summary>
    /// <exception cref="StoreException">The disk refused; what was done until then stays done.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
        {
            return;
        }

        try
        {
            await FoldSamplesAsync(ct);
            await ArchiveMinutesAsync(ct);
            await FoldPointsAsync(ct);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>Deletes what the archive has of a deleted run.</summary>
    public void Forget(string runId) => _archive.Delete(runId);

    private async Task FoldSamplesAsync(CancellationToken ct)
    {
        if (_options.Retention.SystemRaw <= TimeSpan.Zero)
        {
            return;
        }

        var before = SystemMinute.BeginOf(Ago(_options.Retention.SystemRaw));
        foreach (var host in Hosts())
        {
            await InSlicesAsync(connection => SystemTable.FoldSome(connection, host, before, RowsAtOnce) > 0, ct);
        }
    }

    private async Task FoldPointsAsync(CancellationToken ct)
    {
        var (raw, buckets) = (_options.Retention.RunRaw, _options.Retention.RunBuckets);
        var hasFolded = raw > TimeSpan.Zero && await _runs.FoldAsync(Ago(raw), Slice, Sliced, ct);
        var hasArchived = buckets > TimeSpan.Zero && await _runs.ArchiveAsync(Ago(buckets), Sliced, ct);
        if (hasFolded || hasArchived)
        {
            // What readers keep is still true, but finer than what a restart would give.
            _points.ForgetReads();
        }
    }

    /// <summary>Whole days that are old enough, oldest first: on disk in the archive before the first row goes.</summary>
    private async Task ArchiveMinutesAsync(CancellationToken ct)
    {
        if (_options.Retention.SystemBuckets <= TimeSpan.Zero)
        {
            return;
        }

        var before = Ago(_options.Retention.SystemBuckets);
        while (OldestDay() is { } day && day + Day <= before)
        {
            ct.ThrowIfCancellationRequested();
            SystemArchive.Add(_options.ArchiveFolder, day, MinutesOf(day));
            await InSlicesAsync(connection => SystemMinuteTable.DeleteSome(connection, day, day + Day, RowsAtOnce) > 0, ct);
        }
    }

    /// <summary>Does something again and again until it says that nothing is left, for a few milliseconds at a time.</summary>
    private async Task InSlicesAsync(Func<SqliteConnection, bool> some, CancellationToken ct)
    {
        var hasMore = true;
        while (hasMore)
        {
            ct.ThrowIfCancellationRequested();
            hasMore = await _writer.RunAsync(scope =>
            {
                var started = Stopwatch.GetTimestamp();
                while (some(scope.Connection))
                {
                    if (Stopwatch.GetElapsedTime(started) > Slice)
                    {
                        return true;
                    }
                }

                return false;
            });
            Sliced();
        }
    }

    private long Ago(TimeSpan age) => Instant.Now(_time).Microseconds - (long)age.TotalMicroseconds;

    private List<string> Hosts()
    {
        using var lease = _readers.Rent();
        return SystemTable.Hosts(lease.Connection);
    }

    private long? OldestDay()
    {
        using var lease = _readers.Rent();
        return SystemMinuteTable.Oldest(lease.Connection) is { } minute ? minute - (((minute % Day) + Day) % Day) : null;
    }

    private List<SystemMinute> MinutesOf(long day)
    {
        using var lease = _readers.Rent();
        return SystemMinuteTable.ReadAll(lease.Connection, day, day + Day);
    }
}
