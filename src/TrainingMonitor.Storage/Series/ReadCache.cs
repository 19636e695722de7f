namespace TrainingMonitor.Storage;

/// <summary>
/// What readers have decoded lately: points of chunks, the steps and times that metrics share, nodes of pyramids, and whole
/// answers. All of it is immutable by its key, so nothing is ever wrong in here, only old. Bounded in bytes; the least
/// recently used goes first.
/// </summary>
internal sealed class ReadCache(long mostBytes)
{
    private const int NodeBytes = SeriesIndex.Fan * 176;
    private readonly Lock _gate = new();
    private readonly Dictionary<object, LinkedListNode<Kept>> _kept = [];
    private readonly LinkedList<Kept> _byUse = [];
    private long _bytes;
    private long _bytesRead;

    /// <summary>For walks that should leave no trace.</summary>
    public static ReadCache None => new(0);

    /// <summary>Bytes of chunks and nodes read from the file so far.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    public void Touched(int bytes) => Interlocked.Add(ref _bytesRead, bytes);

    public PointColumns? Points(long chunk, int metric) => Find((chunk, metric)) as PointColumns;

    public void Keep(long chunk, int metric, PointColumns points) => Add((chunk, metric), points, 64 + (8L * points.Count));

    public SharedRows? Rows(long chunk) => Find(chunk) as SharedRows;

    public void Keep(long chunk, SharedRows rows) => Add(chunk, rows, 64 + (16L * rows.Steps.Length));

    public IndexEntry[]? Node(SeriesKey key, int level, long n) => Find((key, level, n)) as IndexEntry[];

    public void Keep(SeriesKey key, int level, long n, IndexEntry[] node) => Add((key, level, n), node, NodeBytes);

    public T? Answer<T>(object question)
        where T : class => Find(question) as T;

    public void KeepAnswer(object question, object answer, long bytes) => Add(question, answer, bytes);

    public void Clear()
    {
        lock (_gate)
        {
            _kept.Clear();
            _byUse.Clear();
            _bytes = 0;
        }
    }

    private object? Find(object key)
    {
        if (mostBytes == 0)
        {
            return null;
        }

        lock (_gate)
        {
            if (!_kept.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    private void Add(object key, object value, long bytes)
    {
        if (bytes > mostBytes / 4)
        {
            return;
        }

        lock (_gate)
        {
            if (_kept.ContainsKey(key))
            {
                return;
            }

            _kept[key] = _byUse.AddFirst(new Kept(key, value, bytes));
            for (_bytes += bytes; _bytes > mostBytes; _byUse.RemoveLast())
            {
                var oldest = _byUse.Last!.Value;
                _kept.Remove(oldest.Key);
                _bytes -= oldest.Bytes;
            }
        }
    }

    private sealed record Kept(object Key, object Value, long Bytes);
}

/// <summary>The steps and times that all metrics of a chunk have in common.</summary>
internal sealed record SharedRows(ReadOnlyMemory<long> Steps, ReadOnlyMemory<long> Times);
