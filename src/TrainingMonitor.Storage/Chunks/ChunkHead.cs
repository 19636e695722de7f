using System.Buffers.Binary;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>Where each column of a chunk lies; see <c>docs/format/chunk.md</c>. It looks at the bytes that it was read from.</summary>
internal readonly ref struct ChunkHead
{
    /// <summary>Magic, version, length of the head, length of the chunk.</summary>
    public const int Fixed = 11;
    public const int MostRows = 1 << 16;
    private const byte Version = 1;
    private const byte FoldedVersion = 2;
    private const int MostColumns = 1 << 12;

    private readonly ReadOnlySpan<byte> _metrics;
    private readonly int _columns;

    private ChunkHead(bool isFolded, int rows, ColumnPlace steps, ColumnPlace times, int columns, ReadOnlySpan<byte> metrics)
    {
        (IsFolded, Rows, Steps, Times, _columns) = (isFolded, rows, steps, times, columns);
        _metrics = metrics;
    }

    /// <summary>Whether its rows are folds; see <see cref="FoldedChunk"/>.</summary>
    public bool IsFolded { get; }

    public int Rows { get; }

    public ColumnPlace Steps { get; }

    public ColumnPlace Times { get; }

    /// <summary>The numbers of its metrics, in the order of their columns.</summary>
    public int[] Metrics
    {
        get
        {
            var source = new ByteSource(_metrics);
            var metrics = new int[_columns];
            for (var i = 0; i < metrics.Length; i++)
            {
                metrics[i] = source.Count(int.MaxValue);
                source.Varint();
            }

            return metrics;
        }
    }

    private static ReadOnlySpan<byte> Magic => "TMCK"u8;

    /// <summary>Writes the head before columns of these lengths.</summary>
    public static void Write(ByteSink sink, bool isFolded, int rows, int steps, int times, ReadOnlySpan<(int Metric, int Length)> metrics)
    {
        var start = sink.Length;
        sink.Bytes(Magic);
        sink.Byte(isFolded ? FoldedVersion : Version);
        sink.Take(6);
        sink.Varint((ulong)rows);
        sink.Varint((ulong)metrics.Length);
        sink.Varint((ulong)steps);
        sink.Varint((ulong)times);
        var body = steps + times;
        foreach (var (metric, length) in metrics)
        {
            sink.Varint((ulong)metric);
            sink.Varint((ulong)length);
            body += length;
        }

        var head = sink.Length - start + 4;
        BinaryPrimitives.WriteUInt16LittleEndian(sink.Buffer.AsSpan(start + 5), checked((ushort)head));
        BinaryPrimitives.WriteUInt32LittleEndian(sink.Buffer.AsSpan(start + 7), (uint)(head + body));
        sink.Crc(start);
    }

    /// <summary>How many bytes the head has, from the first <see cref="Fixed"/> of them.</summary>
    public static int LengthOf(ReadOnlySpan<byte> start, int chunkLength)
    {
        if (!start.StartsWith(Magic) || start[4] is not (Version or FoldedVersion))
        {
            throw new CorruptDataException("got bytes that do not begin a chunk of version 1 or 2");
        }

        var (head, length) = (BinaryPrimitives.ReadUInt16LittleEndian(start[5..]), BinaryPrimitives.ReadUInt32LittleEndian(start[7..]));
        return length == chunkLength && head > Fixed && head <= chunkLength
            ? head
            : throw new CorruptDataException($"got a chunk of {chunkLength} bytes, want {length}, of which {head} are its head");
    }

    /// <summary>Whether these bytes begin a chunk of folds.</summary>
    public static bool IsOfFolds(ReadOnlySpan<byte> start) => start.StartsWith(Magic) && start[4] == FoldedVersion;

    /// <summary>Reads all of a head.</summary>
    public static ChunkHead Read(ReadOnlySpan<byte> head)
    {
        CheckCrc(head);
        var source = new ByteSource(head[..^4]);
        source.Take(Fixed);
        var rows = source.Count(MostRows);
        var columns = source.Count(MostColumns);
        var at = head.Length;
        var steps = Place(ref source, ref at);
        var times = Place(ref source, ref at);
        return new ChunkHead(head[4] == FoldedVersion, rows, steps, times, columns, head[source.Position..^4]);
    }

    /// <summary>Where the values of a metric lie.</summary>
    public bool TryFind(int metric, out ColumnPlace place)
    {
        var source = new ByteSource(_metrics);
        var at = Times.Offset + Times.Length;
        for (var i = 0; i < _columns; i++)
        {
            var found = source.Count(int.MaxValue) == metric;
            place = Place(ref source, ref at);
            if (found)
            {
                return true;
            }
        }

        place = default;
        return false;
    }

    /// <summary>The body of a column, or of a head, whose last four bytes are its CRC.</summary>
    public static ReadOnlySpan<byte> CheckCrc(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
        {
            throw new CorruptDataException($"got {bytes.Length} bytes, want at least a CRC");
        }

        var (got, want) = (Crc32C.Of(bytes[..^4]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]));
        return got == want ? bytes[..^4] : throw new CorruptDataException($"got CRC {got:x8}, want {want:x8}");
    }

    private static ColumnPlace Place(ref ByteSource source, ref int at)
    {
        var place = new ColumnPlace(at, source.Count(int.MaxValue));
        at += place.Length;
        return place;
    }
}

/// <summary>Bytes of a chunk, its CRC included.</summary>
internal readonly record struct ColumnPlace(int Offset, int Length);
