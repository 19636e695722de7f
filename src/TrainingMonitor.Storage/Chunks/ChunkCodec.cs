namespace TrainingMonitor.Storage.Chunks;

/// <summary>
/// Makes one chunk: rows in step order that all its metrics share. The columns are collected before the head that says where
/// they lie. One encoder serves one thread; it allocates nothing once it has grown.
/// </summary>
internal sealed class ChunkCodec : IDisposable
{
    private readonly ByteSink _columns = new();
    private readonly ByteSink _chunk = new();
    private readonly Scratch _scratch = new();
    private readonly List<(int Metric, int Length)> _metrics = [];
    private int _rows;
    private int _steps;
    private int _times;

    public void Begin(ReadOnlySpan<long> steps, ReadOnlySpan<long> times)
    {
        _columns.Clear();
        _metrics.Clear();
        _rows = steps.Length;
        ColumnCodec.EncodeIntegers(_columns, steps, _scratch);
        _columns.Crc(0);
        _steps = _columns.Length;
        ColumnCodec.EncodeIntegers(_columns, times, _scratch);
        _columns.Crc(_steps);
        _times = _columns.Length - _steps;
    }

    public void Add(int metric, ReadOnlySpan<double> values)
    {
        if (values.Length != _rows)
        {
            throw new InvalidOperationException($"BUG: got {values.Length} values, want {_rows}");
        }

        var start = _columns.Length;
        ColumnCodec.EncodeValues(_columns, values, _scratch);
        _columns.Crc(start);
        _metrics.Add((metric, _columns.Length - start));
    }

    /// <summary>The chunk's bytes, good until the next <see cref="Begin"/>.</summary>
    public ByteSink End()
    {
        _chunk.Clear();
        ChunkHead.Write(_chunk, isFolded: false, _rows, _steps, _times, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_metrics));
        _chunk.Bytes(_columns.Written);
        return _chunk;
    }

    public static void DecodeIntegers(ReadOnlySpan<byte> column, Span<long> integers)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(column));
        ColumnCodec.DecodeIntegers(ref source, integers, Scratch.OfThread);
    }

    /// <summary>Whether the integers go at a fixed stride, which needs no list of them.</summary>
    public static bool TryDecodeLinear(ReadOnlySpan<byte> column, int rows, out long first, out long stride)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(column));
        return ColumnCodec.TryDecodeLinear(ref source, rows, out first, out stride);
    }

    public static void DecodeValues(ReadOnlySpan<byte> column, Span<double> values)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(column));
        ColumnCodec.DecodeValues(ref source, values, Scratch.OfThread);
    }

    public void Dispose()
    {
        _columns.Dispose();
        _chunk.Dispose();
    }
}
