using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>A part is gone that a reader's view of the run still has: a seal or a deletion came between. Looking again is right.</summary>
internal sealed class StaleViewException(string part) : Exception($"{part} is gone");

/// <summary>Reads one metric of chunks, from the cache or from their bytes. For one thread.</summary>
internal sealed class ChunkReader(ChunkBlob blob, ReadCache cache)
{
    /// <summary>The chunk of a metric that is logged alone is read at once; of a longer one its head, and what comes with it.</summary>
    private const int WholeRead = 1 << 15;
    private const int FirstRead = 1 << 12;
    private byte[] _bytes = new byte[WholeRead + HuffmanCodec.Slack];
    private byte[] _column = [];
    private int _loaded;

    /// <summary>The points, to be released by the caller; null where only <paramref name="folds"/> of them are left.</summary>
    public ChunkPoints? Read(long chunk, int metric, out Folds? folds)
    {
        folds = null;
        if (cache.Points(chunk, metric) is { } known)
        {
            return known;
        }

        var length = blob.MoveTo(chunk);
        if (length < 0)
        {
            throw new StaleViewException($"chunk {chunk}");
        }

        var head = ReadHead(length);
        if (!head.TryFind(metric, out var place))
        {
            throw new CorruptDataException($"got a chunk without metric {metric}");
        }

        if (head.IsFolded)
        {
            // All at once: it is short, and columns that are looked at together must lie in one array.
            Load(length);
            var folded = FoldCodec.DecodeRows(Bytes(head.Steps, length), Bytes(head.Times, length), head.Rows);
            folds = new Folds(folded, FoldCodec.DecodeValues(Bytes(place, length), metric, folded));
            return null;
        }

        var rows = cache.Rows(chunk) ?? ReadRows(chunk, head, length);
        var values = cache.RentColumn(head.Rows);
        var points = new ChunkPoints(rows, values);
        try
        {
            ChunkCodec.DecodeValues(Bytes(place, length), values.Values);
        }
        catch
        {
            points.Dispose();
            throw;
        }

        cache.Keep(chunk, metric, points);
        return points;
    }

    /// <summary>Whether a chunk has points of a metric.</summary>
    public bool Has(long chunk, int metric) => blob.MoveTo(chunk) is >= 0 and var length && ReadHead(length).TryFind(metric, out _);

    public bool IsFolded(long chunk)
    {
        if (blob.MoveTo(chunk) < ChunkHead.Fixed)
        {
            return false;
        }

        Span<byte> start = stackalloc byte[ChunkHead.Fixed];
        blob.Read(0, start);
        return ChunkHead.IsOfFolds(start);
    }

    private ChunkHead ReadHead(int length)
    {
        if (length < ChunkHead.Fixed)
        {
            throw new CorruptDataException($"got a chunk of {length} bytes, want at least {ChunkHead.Fixed}");
        }

        _loaded = 0;
        Load(length <= WholeRead ? length : FirstRead);
        var head = ChunkHead.LengthOf(_bytes, length);
        if (head > _loaded)
        {
            Load(head);
        }

        return ChunkHead.Read(_bytes.AsSpan(0, head));
    }

    private ChunkRows ReadRows(long chunk, ChunkHead head, int length)
    {
        Cell? steps = null;
        var times = cache.RentColumn(head.Rows);
        try
        {
            var column = Bytes(head.Steps, length);
            if (!ChunkCodec.TryDecodeLinear(column, head.Rows, out var first, out var stride))
            {
                steps = cache.RentColumn(head.Rows);
                ChunkCodec.DecodeIntegers(column, steps.Value.Integers);
            }

            ChunkCodec.DecodeIntegers(Bytes(head.Times, length), times.Integers);
            var rows = new ChunkRows(head.Rows, steps, first, stride, times);
            cache.Keep(chunk, rows);
            return rows;
        }
        catch
        {
            steps?.Return();
            times.Return();
            throw;
        }
    }

    private void Load(int end)
    {
        if (_bytes.Length < end + HuffmanCodec.Slack)
        {
            Array.Resize(ref _bytes, end + HuffmanCodec.Slack);
        }

        blob.Read(_loaded, _bytes.AsSpan(_loaded, end - _loaded));
        cache.Touched(end - _loaded);
        _loaded = end;
    }

    private ReadOnlySpan<byte> Bytes(ColumnPlace place, int length)
    {
        if (place.Length > length - place.Offset)
        {
            throw new CorruptDataException($"got a column that ends past the chunk's {length} bytes");
        }

        if (place.Offset + place.Length <= _loaded)
        {
            return _bytes.AsSpan(place.Offset, place.Length);
        }

        if (_column.Length < place.Length + HuffmanCodec.Slack)
        {
            _column = new byte[place.Length + HuffmanCodec.Slack];
        }

        blob.Read(place.Offset, _column.AsSpan(0, place.Length));
        cache.Touched(place.Length);
        return _column.AsSpan(0, place.Length);
    }
}
