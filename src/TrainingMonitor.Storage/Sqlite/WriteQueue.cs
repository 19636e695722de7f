namespace TrainingMonitor.Storage;

/// <summary>
/// The bounded way to the writer. The bound is in bytes, because batches differ a thousandfold; a job is taken whenever
/// anything fits, so that one larger than the bound still gets through an empty queue. The writer takes all there is.
/// </summary>
internal sealed class WriteQueue(long mostBytes) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0);
    private List<WriteJob> _waiting = [];
    private long _bytes;
    private int _expected;
    private bool _closed;

    public int Depth
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(WriteJob job)
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw new StoreUnavailableException("the store is closing");
            }

            if (_bytes >= mostBytes)
            {
                throw new StoreFullException(RetryAfter);
            }

            _bytes += job.Bytes;
            _waiting.Add(job);
            if (_waiting.Count > 1 && _waiting.Count != _expected)
            {
                return;
            }
        }

        _signal.Release();
    }

    /// <summary>
    /// Swaps all that waits into <paramref name="taken"/>; false when nothing came in <paramref name="patience"/>. Writers
    /// that were answered together come back together: until <paramref name="expected"/> jobs are there, those that are wait
    /// for the rest, but no longer than <paramref name="gather"/>.
    /// </summary>
    public bool Take(ref List<WriteJob> taken, TimeSpan patience, int expected, TimeSpan gather)
    {
        if (!_signal.Wait(patience))
        {
            return false;
        }

        var isShort = false;
        lock (_gate)
        {
            if (_waiting.Count < expected && !_closed)
            {
                (_expected, isShort) = (expected, true);
            }
        }

        if (isShort)
        {
            _signal.Wait(gather);
        }

        lock (_gate)
        {
            _expected = 0;
            (taken, _waiting) = (_waiting, taken);
        }

        return taken.Count > 0;
    }

    /// <summary>Bytes of taken jobs count until they are done, so that memory stays bounded while the disk is slow.</summary>
    public void Done(IEnumerable<WriteJob> jobs)
    {
        lock (_gate)
        {
            foreach (var job in jobs)
            {
                _bytes -= job.Bytes;
            }
        }
    }

    /// <summary>Takes no more; what waits is still served. Wakes the writer.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _signal.Release();
    }

    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _closed && _waiting.Count == 0;
            }
        }
    }

    public void Dispose() => _signal.Dispose();
}
