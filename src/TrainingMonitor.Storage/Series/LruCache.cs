namespace TrainingMonitor.Storage;

/// <summary>
/// Values by key, bounded in bytes; the least recently used goes first. What is found is told of under the gate, before
/// another thread can drop it.
/// </summary>
internal sealed class LruCache<TKey, TValue>(long mostBytes, Action<TValue>? found = null, Action<TValue>? dropped = null)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Kept>> _kept = [];
    private readonly LinkedList<Kept> _byUse = new();
    private long _bytes;

    public TValue? Find(TKey key)
    {
        lock (_gate)
        {
            if (!_kept.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            found?.Invoke(node.Value.Value);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps a value, unless there is one of that key or it is too large; it counts as found then.</summary>
    public void Keep(TKey key, TValue value, long bytes)
    {
        lock (_gate)
        {
            if (bytes > mostBytes / 4 || _kept.ContainsKey(key))
            {
                return;
            }

            found?.Invoke(value);
            _kept[key] = _byUse.AddFirst(new Kept(key, value, bytes));
            _bytes += bytes;
            while (_bytes > mostBytes)
            {
                Drop(_byUse.Last!);
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            while (_byUse.Last is { } last)
            {
                Drop(last);
            }
        }
    }

    private void Drop(LinkedListNode<Kept> node)
    {
        _byUse.Remove(node);
        _kept.Remove(node.Value.Key);
        _bytes -= node.Value.Bytes;
        dropped?.Invoke(node.Value.Value);
    }

    private readonly record struct Kept(TKey Key, TValue Value, long Bytes);
}
