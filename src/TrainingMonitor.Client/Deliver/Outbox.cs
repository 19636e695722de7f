namespace TrainingMonitor.Client;

/// <summary>
/// What waits to be acknowledged, in order: first what lies in the journal, then what is still young enough to be in
/// memory alone. The pump adds and persists, the transmitter takes and acknowledges; training threads never come here.
/// Invariants: everything in the file comes before everything in <c>_memory</c>; <c>_current</c> is the one delivery that
/// may be in flight and comes before both unread parts.
/// </summary>
internal sealed class Outbox : IDisposable
{
    // Of the thousand log calls that memory may hold; the rest is for what comes after them (HeldRows).
    private const int MostUnjournaledRows = 250;

    private readonly Lock _gate = new();
    private readonly Queue<Delivery> _memory = new();
    private readonly string _path;
    private readonly byte[] _runRecord;
    private readonly long _sizeLimit;
    private readonly bool _countsPoints;
    private JournalFile? _file;
    private Delivery? _current;
    private long _readFrom;
    private long _filed;
    private bool _isDirty;
    private long _rewrittenTo;
    private bool _isDiscarding;
    private bool _isRefused;
    private int _unjournaledRows;

    public Outbox(string path, byte[] runRecord, long sizeLimit)
    {
        _path = path;
        _runRecord = runRecord;
        _sizeLimit = sizeLimit;
    }

    /// <summary>Goes on where a journal was left: its unacknowledged records from <paramref name="readFrom"/> on.</summary>
    public Outbox(JournalFile file, long readFrom, long count)
    {
        _path = file.Path;
        _runRecord = [];
        _sizeLimit = long.MaxValue;
        _countsPoints = true;
        _file = file;
        _readFrom = readFrom;
        _filed = count;
    }

    /// <summary>Deliveries that are not acknowledged.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _memory.Count + _filed + (_current is { IsJournaled: false } ? 1 : 0);
            }
        }
    }

    /// <summary>Values in the batches acknowledged; counted only of a journal that was left.</summary>
    public long PointsSent { get; private set; }

    public string Path => _path;

    public string Folder => System.IO.Path.GetDirectoryName(_path)!;

    public bool HasUnjournaled
    {
        get
        {
            lock (_gate)
            {
                return _memory.Count > 0 || _current is { IsJournaled: false };
            }
        }
    }

    public bool IsDiscarded
    {
        get
        {
            lock (_gate)
            {
                return _isDiscarding;
            }
        }
    }

    /// <summary>Log calls that only memory holds.</summary>
    public int UnjournaledRows
    {
        get
        {
            lock (_gate)
            {
                return _unjournaledRows;
            }
        }
    }

    /// <summary>Whether the disk did not take what it was last given.</summary>
    public bool IsRefused
    {
        get
        {
            lock (_gate)
            {
                return _isRefused;
            }
        }
    }

    /// <summary>Neither disk nor memory may take more: what is logged now is held, and thinned, by the pump.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return (_isRefused && _unjournaledRows >= MostUnjournaledRows) || (_file is not null && _file.End - (_sizeLimit / 4) > _sizeLimit);
            }
        }
    }

    /// <summary>Whether the journal has grown since <see cref="TakeDirty"/>.</summary>
    public bool IsDirty
    {
        get
        {
            lock (_gate)
            {
                return _isDirty && _file is not null;
            }
        }
    }

    public void Add(Delivery delivery)
    {
        lock (_gate)
        {
            if (_isDiscarding)
            {
                return;
            }

            _unjournaledRows += delivery.Rows;
            _memory.Enqueue(delivery);
        }
    }

    /// <summary>The oldest delivery, the same one until it is acknowledged; null when nothing waits.</summary>
    public Delivery? Current()
    {
        lock (_gate)
        {
            return _current ??= NextOfFile() ?? (_memory.TryDequeue(out var next) ? next : null);
        }
    }

    public void Acknowledge(Delivery delivery)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(delivery, _current))
            {
                throw new InvalidOperationException($"BUG: delivery {delivery.Number} was acknowledged, {_current?.Number} is in flight");
            }

            _current = null;
            PointsSent += _countsPoints && delivery.Kind == JournalKind.Batch ? BatchEdit.Points(delivery.Payload) : 0;
            if (!delivery.IsJournaled)
            {
                _unjournaledRows -= delivery.Rows;
                return;
            }

            _filed--;
            try
            {
                Forget(delivery.Number);
            }
            catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
            {
                // The record stays; a later replay sends it once more and the server answers that it has it.
            }
        }
    }

    /// <summary>Writes to the journal all that only memory holds.</summary>
    /// <exception cref="IOException">The disk refuses; what could not be written stays in memory.</exception>
    public void Persist()
    {
        lock (_gate)
        {
            _isRefused = true; // until all got through
            if (_current is { IsJournaled: false } current)
            {
                // It came from memory, so nothing unread is in the file: reading goes on behind it.
                Write(current);
                _readFrom = _file!.End;
            }

            while (_memory.TryPeek(out var next))
            {
                Write(next);
                _memory.Dequeue();
            }

            _isRefused = false;
        }
    }

    /// <summary>
    /// At the end of the run, on a disk that takes no more: the newest batch of the journal makes room for the count of what is
    /// lost, and for how the run ended. Not the one that may be in flight: reading begins behind it.
    /// </summary>
    /// <param name="held">Points that never came here.</param>
    /// <returns>Points that end with the process.</returns>
    /// <exception cref="IOException">Not even that can be written; then nobody but the caller tells of the loss.</exception>
    public long GiveUpUnjournaled(long held = 0)
    {
        lock (_gate)
        {
            Delivery[] left = [.. _current is { IsJournaled: false } current ? [current] : Array.Empty<Delivery>(), .. _memory];
            var gone = held + left.Where(delivery => delivery.Kind == JournalKind.Batch).Sum(delivery => BatchEdit.Count(delivery.Payload));
            _memory.Clear();
            _unjournaledRows = 0;
            _current = null;
            var newest = default(JournalRecord);
            var start = 0L;
            for (var offset = _readFrom; _file is not null && _file.TryReadOn(ref offset, out var read, out _);)
            {
                if (read.Value.Kind is JournalKind.Batch or JournalKind.Request)
                {
                    (newest, start) = (read.Value, offset - JournalCodec.RecordHeaderLength - read.Value.Payload.Length);
                }
            }

            if (_file is null || newest.Kind != JournalKind.Batch)
            {
                return gone;
            }

            _file.CutAt(start);
            _file.Append(newest.Number, JournalKind.Batch, BatchEdit.Empty(newest.Payload, gone));
            foreach (var request in left.Where(delivery => delivery.Kind == JournalKind.Request))
            {
                _file.Append(request.Number, JournalKind.Request, request.Payload);
                _filed++;
            }

            return gone + BatchEdit.Count(newest.Payload);
        }
    }

    /// <summary>The file to bring to the disk, when something was written since the last call.</summary>
    public JournalFile? TakeDirty()
    {
        lock (_gate)
        {
            var dirty = _isDirty ? _file : null;
            _isDirty = false;
            return dirty;
        }
    }

    /// <summary>Nothing that waits, nor anything that comes, will be wanted any more.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            _isDiscarding = true;
            _memory.Clear();
            _current = null;
            _filed = _unjournaledRows = 0;
            var file = _file;
            _file = null;
            file?.Delete();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Write(Delivery delivery)
    {
        if (_file is null)
        {
            _file = JournalFile.Create(_path, _runRecord);
            _readFrom = _file.End;
        }
        else if (_file.End > _sizeLimit && _file.End - _rewrittenTo > _sizeLimit / 8)
        {
            // Each rewriting must be earned by an eighth of the limit, however little it frees.
            _file = JournalThinning.Rewrite(_file, _runRecord, _current is { IsJournaled: true } ? _current : null, ref _readFrom, _sizeLimit);
            _rewrittenTo = _file.End;
        }

        _file.Append(delivery.Number, delivery.Kind, delivery.Payload);
        delivery.IsJournaled = true;
        _unjournaledRows -= delivery.Rows;
        _filed++;
        _isDirty = true;
    }

    private void Forget(long number)
    {
        if (_filed > 0)
        {
            _file!.Append(number, JournalKind.Ack, []);
            return;
        }

        var done = _file!;
        _file = null;
        done.Delete();
    }

    private Delivery? NextOfFile()
    {
        while (_file is not null && _file.TryReadOn(ref _readFrom, out var record, out _))
        {
            if (record is { Kind: JournalKind.Batch or JournalKind.Request } kept)
            {
                return new Delivery(kept.Number, kept.Kind, kept.Payload) { IsJournaled = true };
            }
        }

        return null;
    }
}
