namespace TrainingMonitor.Client;

/// <summary>
/// Where the training threads leave their values and the pump fetches them: blocks of one array that is set aside
/// once, so that a call neither allocates nor waits for anything but the few nanoseconds another call takes.
/// Memory that was never needed is never touched: the array is left uninitialised and the blocks last used are used first.
/// When the pump falls behind, half of the array fills unthinned; from there on each metric keeps every 2nd value, then
/// every 4th, every 8th; what was given up is counted.
/// </summary>
internal sealed class Collector
{
    public const int BlockSize = 1024;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private readonly Entry[] _entries;
    private readonly int[] _free;
    private readonly Queue<(int Start, int Count)> _full;
    private int _freeCount;
    private int _start;
    private int _next;
    private int _end;
    private int _keepEvery = 1;
    private bool _isArmed;
    private long _lost;
    private long _lastStep = -1;
    private long _firstLast = -1;

    /// <param name="bytes">The most that waiting entries may take.</param>
    /// <param name="time">The clock of the entries.</param>
    /// <param name="wake">Called by the training thread whose entry ends the pump's sleep; must be cheap.</param>
    public Collector(long bytes, TimeProvider time, Action wake)
    {
        var blocks = (int)Math.Clamp(bytes / (32 * BlockSize), 8, 1 << 16);
        _time = time;
        _wake = wake;
        _entries = GC.AllocateUninitializedArray<Entry>(blocks * BlockSize);
        _free = [.. Enumerable.Range(0, blocks).Select(block => (blocks - 1 - block) * BlockSize)];
        _freeCount = blocks;
        _full = new Queue<(int, int)>(blocks);
    }

    /// <summary>The greatest step so far; null before the first.</summary>
    public long? LastStep
    {
        get
        {
            lock (_gate)
            {
                return _lastStep < 0 ? null : _lastStep;
            }
        }
    }

    /// <summary>Automatic steps begin one behind this, unless it is no step at all; to be called before anything is logged.</summary>
    public void StartAfter(long step)
    {
        if (Entry.CanBear(step))
        {
            _lastStep = _firstLast = step;
        }
    }

    /// <param name="metric">Whose value it is.</param>
    /// <param name="value">Any double; NaN and infinities are kept.</param>
    /// <param name="step">Null for one more than this metric's last.</param>
    public void Add(Metric metric, double value, long? step)
    {
        var now = Now();
        bool wake;
        lock (_gate)
        {
            var at = step ?? Math.Max(metric.LastStep, _firstLast) + 1;
            Follow(metric, at);
            if (Keeps(metric))
            {
                Put(metric.Index, value, at, now);
            }

            wake = TakeWake();
        }

        if (wake)
        {
            _wake();
        }
    }

    /// <summary>Values of one step and one instant; thinned as one. Those of a metric that is not logged are passed over.</summary>
    public void Add(ReadOnlySpan<Metric> metrics, ReadOnlySpan<double> values, long? step)
    {
        var now = Now();
        bool wake;
        lock (_gate)
        {
            var at = step ?? _lastStep + 1;
            var keeps = metrics.Length == 0 || Keeps(metrics[0], metrics.Length);
            for (var i = 0; i < metrics.Length; i++)
            {
                Follow(metrics[i], at);
                if (keeps && metrics[i].IsLogged)
                {
                    Put(metrics[i].Index, values[i], at, now);
                }
            }

            wake = TakeWake();
        }

        if (wake)
        {
            _wake();
        }
    }

    /// <summary>Asks for a wake at the next entry. False when entries already wait: then there is nothing to sleep for.</summary>
    public bool Arm()
    {
        lock (_gate)
        {
            return _isArmed = _full.Count == 0 && _next == _start && _lost == 0;
        }
    }

    /// <summary>Takes the oldest entries, at most a block of them; hand them back by <see cref="Return"/>. Empty when none wait.</summary>
    public ReadOnlySpan<Entry> Take(out int block)
    {
        lock (_gate)
        {
            if (_full.Count == 0)
            {
                CloseBlock();
            }

            if (!_full.TryDequeue(out var taken))
            {
                block = -1;
                return [];
            }

            block = taken.Start;
            return _entries.AsSpan(taken.Start, taken.Count);
        }
    }

    public void Return(int block)
    {
        lock (_gate)
        {
            _free[_freeCount++] = block;
            _keepEvery = KeepEvery();
        }
    }

    /// <summary>The points given up since the last call.</summary>
    public long TakeLost()
    {
        lock (_gate)
        {
            var lost = _lost;
            _lost = 0;
            return lost;
        }
    }

    private long Now() => (_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Automatic steps go on from here. A step that will not be sent is left out alone: the next is counted from the one before.</summary>
    private void Follow(Metric metric, long step)
    {
        if (Entry.CanBear(step))
        {
            metric.LastStep = step;
            _lastStep = Math.Max(_lastStep, step);
        }
    }

    private bool Keeps(Metric metric, int points = 1)
    {
        if (_keepEvery == 1 || metric.Ticks++ % _keepEvery == 0)
        {
            return true;
        }

        _lost += points;
        return false;
    }

    private void Put(int metric, double value, long step, long time)
    {
        if (_next == _end && !OpenBlock())
        {
            _lost++;
            return;
        }

        ref var entry = ref _entries[_next++];
        entry.Value = value;
        entry.Step = step;
        entry.Time = time;
        entry.Metric = metric;
    }

    private bool TakeWake()
    {
        var wake = _isArmed;
        _isArmed = false;
        return wake;
    }

    private bool OpenBlock()
    {
        CloseBlock();
        if (_freeCount == 0)
        {
            return false;
        }

        _start = _next = _free[--_freeCount];
        _end = _start + BlockSize;
        _keepEvery = KeepEvery();
        return true;
    }

    private void CloseBlock()
    {
        if (_next > _start)
        {
            _full.Enqueue((_start, _next - _start));
            _start = _next = _end = 0;
        }
    }

    private int KeepEvery()
    {
        var free = (double)_freeCount / _free.Length;
        return free > 0.5 ? 1 : free > 0.25 ? 2 : free > 0.125 ? 4 : 8;
    }
}
