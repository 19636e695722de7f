using System.Collections.Concurrent;
using System.Diagnostics;

namespace TrainingMonitor.Client;

/// <summary>
/// The one thread between the training and everything slow: it fetches entries, seals batches, numbers deliveries and
/// writes the journal. A thread of its own, because a training that fills the thread pool must not delay the journal:
/// within 100 ms an entry is acknowledged or on disk. Never dies of an error.
/// </summary>
internal sealed class Pump
{
    // A batch is sealed of all that came since the last; when none was under way it has a moment to be acknowledged, else
    // it is journaled at once. Either way an entry is safe within the sum, below 100 ms. Threads wake for each
    // batch, whatever is in it, so batches are few.
    private static readonly TimeSpan SealEvery = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan AckWithin = TimeSpan.FromMilliseconds(22);
    private static readonly TimeSpan SyncEvery = TimeSpan.FromSeconds(1);

    private const int BlocksInOneGo = 16;

    // Log calls that memory holds while the disk refuses: few without a server; a server that takes them makes room.
    private const int MostRows = 1000;
    private const int MostRowsConnected = 30_000;

    private readonly Collector _collector;
    private readonly BatchBuilder _batches;
    private readonly Outbox _outbox;
    private readonly Transmitter? _transmitter;
    private readonly Notices _notices;
    private readonly AutoResetEvent _wake;
    private readonly HeldRows _held = new();
    private readonly ConcurrentQueue<byte[]> _requests = new();
    private readonly Thread _thread;
    private long _number;
    private long _seq;
    private long _lost;
    private long _syncedAt;
    private long _sealedAt;
    private volatile bool _isHurried;
    private volatile bool _isStopping;
    private volatile int _rounds;
    private volatile bool _isHolding;

    public Pump(Collector collector, BatchBuilder batches, Outbox outbox, Transmitter? transmitter, Notices notices, AutoResetEvent wake)
    {
        (_collector, _batches, _outbox, _transmitter, _notices, _wake) = (collector, batches, outbox, transmitter, notices, wake);
        _thread = new Thread(Run) { IsBackground = true, Name = "training monitor" };
    }

    public void Start() => _thread.Start();

    /// <summary>Takes its place behind everything logged so far. Usable from any thread.</summary>
    public void Request(byte[] request)
    {
        _requests.Enqueue(request);
        _wake.Set();
    }

    /// <summary>Waits until everything that was logged before the call is acknowledged; false when time runs out first.</summary>
    public async Task<bool> FlushAsync(TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();

        // Two rounds: the one under way may have passed the entries by.
        for (var target = _rounds + 2; target - _rounds > 0 || _outbox.Count > 0 || _isHolding;)
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                return false;
            }

            Hurry();
            await Task.Delay(2);
        }

        return true;
    }

    /// <summary>Takes what is still there, brings it to the journal unless it is acknowledged, and ends the thread.</summary>
    public void Stop()
    {
        _isStopping = true;
        _wake.Set();
        _thread.Join(TimeSpan.FromSeconds(5));
    }

    private void Hurry()
    {
        _isHurried = true;
        _wake.Set();
    }

    private void Run()
    {
        var wait = TimeSpan.Zero;
        while (!_isStopping)
        {
            _wake.WaitOne(wait);
            wait = Guarded(Round);
            _rounds++;
        }

        while (Guarded(Round) == TimeSpan.Zero || (_isHolding && !_outbox.IsFull))
        {
        }

        Guarded(() =>
        {
            _outbox.Persist();
            _outbox.TakeDirty()?.Flush();
            return TimeSpan.Zero;
        });
        if (_outbox.HasUnjournaled || _held.Count > 0)
        {
            Guarded(GiveUp);
        }
    }

    private TimeSpan GiveUp()
    {
        if (_outbox.GiveUpUnjournaled(_held.Points + _lost) is > 0 and var gone)
        {
            _notices.Say($"{gone} points of the run are lost: the disk took no more of them, and the server was not there");
        }

        return TimeSpan.Zero;
    }

    private TimeSpan Guarded(Func<TimeSpan> work)
    {
        try
        {
            return work();
        }
        catch (Exception unexpected)
        {
            _notices.Say($"the journal cannot be written ({unexpected.Message}); what does not fit in memory is thinned and counted");
            return SealEvery;
        }
    }

    /// <summary>How long nothing needs to be done, unless woken.</summary>
    private TimeSpan Round()
    {
        var wasIdle = _outbox.Count == 0;
        var untilSeal = SealEvery - Stopwatch.GetElapsedTime(_sealedAt);
        var sealedBefore = _seq;
        var requests = _requests.Count;
        var isMore = false;
        if (requests > 0 || _isHurried || _isStopping || untilSeal <= TimeSpan.Zero)
        {
            _isHurried = false;
            isMore = SealEntries();
        }

        // Those only that were there before: whatever was logged before them is sealed.
        for (; !isMore && requests > 0 && _requests.TryDequeue(out var request); requests--)
        {
            Add(new Delivery(++_number, JournalKind.Request, request));
        }

        var isAwaited = wasIdle && _transmitter?.IsConnected == true && _outbox.HasUnjournaled;
        if (!isAwaited)
        {
            _outbox.Persist();
        }

        var isSynced = Sync();
        if (isMore)
        {
            return TimeSpan.Zero;
        }

        if (_isHolding)
        {
            return SealEvery;
        }

        if (_seq != sealedBefore)
        {
            (_sealedAt, untilSeal) = (Stopwatch.GetTimestamp(), SealEvery);
        }

        if (isAwaited)
        {
            return AckWithin;
        }

        if (!_collector.Arm())
        {
            return untilSeal > TimeSpan.Zero ? untilSeal : TimeSpan.Zero;
        }

        return isSynced ? Timeout.InfiniteTimeSpan : SyncEvery;
    }

    /// <summary>True when it stopped with entries left, to look after the journal in between.</summary>
    private bool SealEntries()
    {
        if (_isHolding && !_outbox.IsFull)
        {
            Batch(_held.Entries);
            _held.Clear();
            _isHolding = false;
        }

        for (var i = 0; i < BlocksInOneGo; i++)
        {
            var entries = _collector.Take(out var block);
            if (entries.IsEmpty)
            {
                Seal();
                return false;
            }

            if (_outbox.IsRefused || _outbox.IsFull)
            {
                Hold(entries);
            }
            else
            {
                Batch(entries);
            }

            _collector.Return(block);
        }

        Seal();
        return true;
    }

    private void Batch(ReadOnlySpan<Entry> entries)
    {
        foreach (ref readonly var entry in entries)
        {
            if (!_batches.TryAdd(entry))
            {
                Seal();
                _batches.TryAdd(entry);
            }
        }
    }

    private void Hold(ReadOnlySpan<Entry> entries)
    {
        _isHolding = true;
        _held.Add(entries);
        _lost += _held.ThinTo(_transmitter?.IsConnected == true ? MostRowsConnected : MostRows - _outbox.UnjournaledRows);
    }

    private void Seal()
    {
        _lost += _collector.TakeLost() + _batches.TakeRefused();
        if (_lost > 0)
        {
            _notices.Say("more was logged than could be kept: some points are left out and counted as lost");
        }

        // Nothing, or a loss that goes out with the next batch.
        if (_batches.Points == 0 && (_lost == 0 || _isHolding))
        {
            return;
        }

        var (points, rows) = (_batches.Points, _batches.Rows);
        Add(new Delivery(++_number, JournalKind.Batch, _batches.Seal(++_seq, _lost), points, rows));
        _lost = 0;
    }

    private void Add(Delivery delivery)
    {
        _outbox.Add(delivery);
        _transmitter?.Wake();
    }

    /// <summary>False when something was written that is not yet on its way to the disk.</summary>
    private bool Sync()
    {
        if (Stopwatch.GetElapsedTime(_syncedAt) < SyncEvery)
        {
            return !_outbox.IsDirty;
        }

        if (_outbox.TakeDirty() is { } file)
        {
            // Not on this thread: a disk that takes a second to sync must not hold up the next entries.
            _syncedAt = Stopwatch.GetTimestamp();
            ThreadPool.UnsafeQueueUserWorkItem(static dirty => dirty.Flush(), file, preferLocal: false);
        }

        return true;
    }
}
