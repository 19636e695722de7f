using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>A part is gone that a reader's view of the run still has: a seal or a deletion came between. Looking again is right.</summary>
internal sealed class StaleViewException(string part) : Exception($"{part} is gone");

/// <summary>Reads one metric of chunks, from the cache or from their bytes; so many are expected.</summary>
internal sealed class ChunkDecoder(ChunkBlob blob, ReadCache cache, int expected)
{
    private const int FirstRead = 512;
    private byte[] _bytes = new byte[1 << 14];
    private byte[] _head = new byte[FirstRead];
    private Slab<long> _integers;
    private Slab<double> _values;

    public PointColumns Read(long chunk, int metric)
    {
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
        var rows = cache.Rows(chunk) ?? ReadRows(chunk, head);
        if (!head.Metrics.TryGetValue(metric, out var place))
        {
            throw new CorruptDataException($"got a chunk without metric {metric}");
        }

        var values = _values.Take(head.Rows, expected);
        ChunkCodec.DecodeValues(Bytes(place, length), values.Span);
        var points = new PointColumns(rows.Steps, rows.Times, values);
        cache.Keep(chunk, metric, points);
        return points;
    }

    private ChunkHead ReadHead(int length)
    {
        var first = Math.Min(length, FirstRead);
        if (first < ChunkHead.Fixed)
        {
            throw new CorruptDataException($"got a chunk of {length} bytes, want at least {ChunkHead.Fixed}");
        }

        blob.Read(0, _head.AsSpan(0, first));
        var head = ChunkHead.LengthOf(_head, length);
        if (head > _head.Length)
        {
            Array.Resize(ref _head, head);
        }

        if (head > first)
        {
            blob.Read(first, _head.AsSpan(first, head - first));
        }

        cache.Touched(Math.Max(head, first));
        return ChunkHead.Read(_head.AsSpan(0, head));
    }

    private SharedRows ReadRows(long chunk, ChunkHead head)
    {
        var both = Bytes(new ColumnPlace(head.Steps.Offset, head.Steps.Length + head.Times.Length), int.MaxValue);
        var (steps, times) = (_integers.Take(head.Rows, expected * 2), _integers.Take(head.Rows, expected * 2));
        ChunkCodec.DecodeIntegers(both[..head.Steps.Length], steps.Span);
        ChunkCodec.DecodeIntegers(both[head.Steps.Length..], times.Span);
        var rows = new SharedRows(steps, times);
        cache.Keep(chunk, rows);
        return rows;
    }

    private ReadOnlySpan<byte> Bytes(ColumnPlace place, int length)
    {
        if (place.Length > length - place.Offset)
        {
            throw new CorruptDataException($"got a column that ends past the chunk's {length} bytes");
        }

        if (_bytes.Length < place.Length + HuffmanCodec.Slack)
        {
            _bytes = new byte[place.Length + HuffmanCodec.Slack];
        }

        blob.Read(place.Offset, _bytes.AsSpan(0, place.Length));
        cache.Touched(place.Length);
        return _bytes.AsSpan(0, place.Length);
    }
}
