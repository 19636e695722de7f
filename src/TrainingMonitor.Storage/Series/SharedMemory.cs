namespace TrainingMonitor.Storage;

/// <summary>
/// Something decoded that the cache and any number of readers hold together; its memory is used again after the last of them
/// has let go. Each holder releases once, and looks no more afterwards. Holding on for ever only costs the memory.
/// </summary>
internal abstract class SharedMemory : IDisposable
{
    private int _holders = 1;

    /// <summary>Only for one who holds it, or under the gate of the cache that does.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    public void Dispose()
    {
        var left = Interlocked.Decrement(ref _holders);
        if (left == 0)
        {
            Free();
        }
        else if (left < 0)
        {
            throw new InvalidOperationException("BUG: shared memory was released more often than held");
        }
    }

    protected abstract void Free();
}
