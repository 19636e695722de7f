using TrainingMonitor.Contract;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// One run in memory. What readers see (<see cref="Now"/>, <see cref="Cursor"/>) is what is committed; the writer works on
/// the next state, which the commit publishes or a failure forgets.
/// </summary>
internal sealed class RunEntry
{
    private ByteSink? _tailRow;
    private readonly Func<RunEntry, RunSeries> _load;
    private readonly Lock _loading = new();
    private volatile RunSeries? _series;
    private volatile RunRow _now;
    private long _sealedPoints;
    private long _cursor;
    private long _nextCursor;
    private long _heartbeatAt;
    private long _nextTailRow;
    private RunSlots? _slots;

    /// <param name="row">The run's row, as it is on disk.</param>
    /// <param name="cursor">Its cursor, likewise.</param>
    /// <param name="load">Reads what is known of the points when it is first wanted.</param>
    public RunEntry(RunRow row, long cursor, Func<RunEntry, RunSeries> load)
    {
        _now = row;
        Next = row;
        _cursor = _nextCursor = cursor;
        _heartbeatAt = row.Run.HeartbeatAt?.Microseconds ?? 0;
        SendsHeartbeats = row.SendsHeartbeats;
        _load = load;
        _sealedPoints = row.SealedPoints;
        Number = row.Number;
        SetNextTailRow(row.TailFrom + 1);
    }

    public long Number { get; }

    public RunRow Now => _now;

    /// <summary>The state of the group under way; null when it deletes the run.</summary>
    public RunRow? Next { get; set; }

    public RunSeries Series => _series ?? Load();

    /// <summary>Points of the run without reading anything.</summary>
    public long Points => _series?.Points ?? _sealedPoints;

    /// <summary>The run's place in the columns of the table of runs.</summary>
    public int Slot { get; private set; }

    /// <summary>Whether what is known of the points is in memory.</summary>
    public bool IsLoaded => _series is not null;

    /// <summary>The run is deleted.</summary>
    public bool IsGone { get; set; }

    /// <summary>A seal of the run is under way.</summary>
    public bool IsSealing { get; set; }

    /// <summary>Saved with the run's next write; nothing is lost when that never comes.</summary>
    public bool SendsHeartbeats { get; set; }


    public long Cursor => Volatile.Read(ref _cursor);

    public long NextCursor => _nextCursor;

    public Instant? HeartbeatAt => Volatile.Read(ref _heartbeatAt) is var at and not 0 ? new Instant(at) : null;

    /// <summary>Numbers one more change of this run.</summary>
    public long Advance() => ++_nextCursor;

    public void SeenAt(Instant now)
    {
        if (now.Microseconds > Volatile.Read(ref _heartbeatAt))
        {
            Volatile.Write(ref _heartbeatAt, now.Microseconds);
        }
    }

    /// <summary>Collects a batch for the run's one tail row of this group.</summary>
    public void AddToTail(StoredBatch batch) => TailRecord.Write(_tailRow ??= WriteScope.TakeSink(), batch);

    public void FlushTail(WriteScope scope)
    {
        if (_tailRow is { } row && Next is not null)
        {
            row.Crc(0);
            if (!HasTail && TailRow == _nextTailRow)
            {
                (TailFromId, TailBytes) = (scope.Tails.NextId, 0);
            }

            scope.Tails.Insert(Number, _nextTailRow++, row);
            TailBytes += row.Length;
        }

        DropTail();
    }

    /// <summary>The number of the run's next tail row; those before it are on disk and in memory.</summary>
    public long TailRow { get; private set; }

    public void SetNextTailRow(long n) => TailRow = _nextTailRow = n;

    /// <summary>Whether the group under way has put rows in the log that are not in memory yet.</summary>
    public bool HasUnseenRows => _nextTailRow != TailRow;

    /// <summary>Gives away a number: rows with a lesser one are in memory, those with a greater one are still to come.</summary>
    public long TakeTailRow()
    {
        if (HasUnseenRows)
        {
            throw new InvalidOperationException($"BUG: run {Number} has tail rows up to {_nextTailRow}, of which those from {TailRow} are not in memory");
        }

        var taken = TailRow;
        SetNextTailRow(taken + 1);
        return taken;
    }

    /// <summary>Whether the run needs rows of the <see cref="TailLog"/>.</summary>
    public bool HasTail => _series is { Tails.Count: > 0 };

    /// <summary>No row that the run needs is in the <see cref="TailLog"/> before this place.</summary>
    public long TailFromId { get; set; }

    /// <summary>About how many bytes the needed rows have.</summary>
    public long TailBytes { get; set; }

    /// <summary>For replaying the tail at start: the cursor that its last record carries.</summary>
    public void RaiseCursor(long cursor)
    {
        _nextCursor = Math.Max(_nextCursor, cursor);
        Volatile.Write(ref _cursor, _nextCursor);
    }

    public void Publish()
    {
        if (Next is { } next)
        {
            _now = next;
        }

        Volatile.Write(ref _cursor, _nextCursor);
        TailRow = _nextTailRow;
    }

    public void PutIn(RunSlots slots) => (_slots, Slot) = (slots, slots.Add(this));

    /// <summary>After <see cref="Publish"/>, when the points of the group are in memory too.</summary>
    public void TellSlots() => _slots?.Reach(Slot, _cursor);

    public void Revert()
    {
        _nextTailRow = TailRow;
        Next = _now;
        _nextCursor = _cursor;
        DropTail();
        _series?.Revert();
    }

    private void DropTail()
    {
        _tailRow?.Dispose();
        _tailRow = null;
    }

    /// <summary>On the writer's thread, when all of the points is sealed.</summary>
    public void Unload()
    {
        lock (_loading)
        {
            _sealedPoints = _series?.Points ?? _sealedPoints;
            _series = null;
        }
    }

    /// <summary>What is known of the points of a run that has none yet.</summary>
    public void StartWith(RunSeries series) => _series = series;

    private RunSeries Load()
    {
        lock (_loading)
        {
            return _series ??= _load(this);
        }
    }
}
