namespace TrainingMonitor.Storage.Chunks;

/// <summary>One byte plane of a column, in the smallest of four ways; see <c>docs/format/chunk.md</c>.</summary>
internal static class PlaneCodec
{
    private const byte Same = 0;
    private const byte Raw = 1;
    private const byte Code = 2;
    private const byte Few = 3;

    public static void Encode(ByteSink sink, ReadOnlySpan<byte> plane)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var value in plane)
        {
            counts[value]++;
        }

        var common = Common(counts);
        if (counts[common] == plane.Length)
        {
            sink.Byte(Same);
            sink.Byte(common);
            return;
        }

        var few = FewSize(plane.Length - counts[common]);
        var code = HuffmanCodec.Estimate(counts, plane.Length);
        if (few <= code && few < plane.Length)
        {
            WriteFew(sink, plane, common, plane.Length - counts[common]);
        }
        else if (code < plane.Length)
        {
            WriteCode(sink, plane, counts);
        }
        else
        {
            WriteRaw(sink, plane);
        }
    }

    /// <summary>The bytes that a plane of these counts will take, nearly.</summary>
    public static int Estimate(ReadOnlySpan<int> counts, int rows)
    {
        var exceptions = rows - counts[Common(counts)];
        return exceptions == 0 ? 2 : Math.Min(Math.Min(rows, FewSize(exceptions)), HuffmanCodec.Estimate(counts, rows));
    }

    /// <summary>Fills <paramref name="plane"/>; true when all its bytes are the one in its first place, and only that was filled.</summary>
    public static bool Decode(ref ByteSource source, Span<byte> plane)
    {
        switch (source.Byte())
        {
            case Same:
                plane[0] = source.Byte();
                return true;
            case Raw:
                source.Take(plane.Length).CopyTo(plane);
                return false;
            case Code:
                HuffmanCodec.Decode(ref source, plane);
                return false;
            case Few:
                ReadFew(ref source, plane);
                return false;
            case var other:
                throw new CorruptDataException($"got plane mode {other}, want 0…3");
        }
    }

    private static int FewSize(int exceptions) => 4 + (exceptions * 2);

    private static byte Common(ReadOnlySpan<int> counts)
    {
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }

        return (byte)best;
    }

    private static void WriteRaw(ByteSink sink, ReadOnlySpan<byte> plane)
    {
        sink.Byte(Raw);
        sink.Bytes(plane);
    }

    private static void WriteCode(ByteSink sink, ReadOnlySpan<byte> plane, ReadOnlySpan<int> counts)
    {
        var start = sink.Length;
        sink.Byte(Code);
        HuffmanCodec.Encode(sink, plane, counts);
        if (sink.Length - start > plane.Length)
        {
            sink.Truncate(start);
            WriteRaw(sink, plane);
        }
    }

    private static void WriteFew(ByteSink sink, ReadOnlySpan<byte> plane, byte common, int exceptions)
    {
        sink.Byte(Few);
        sink.Byte(common);
        sink.Varint((ulong)exceptions);
        var last = 0;
        for (var row = 0; row < plane.Length; row++)
        {
            if (plane[row] != common)
            {
                sink.Varint((ulong)(row - last));
                sink.Byte(plane[row]);
                last = row;
            }
        }
    }

    private static void ReadFew(ref ByteSource source, Span<byte> plane)
    {
        plane.Fill(source.Byte());
        var row = 0;
        for (var left = source.Count(plane.Length); left > 0; left--)
        {
            row += source.Count(plane.Length);
            var value = source.Byte();
            plane[row < plane.Length ? row : throw new CorruptDataException($"got an exception at row {row}, want less than {plane.Length}")] = value;
        }
    }
}
