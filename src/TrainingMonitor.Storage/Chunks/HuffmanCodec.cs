using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>
/// A byte plane as canonical Huffman codes in four streams, each a quarter of the rows: the four look-ups of one turn do not
/// wait for each other. See <c>docs/format/chunk.md</c>.
/// </summary>
internal static class HuffmanCodec
{
    private const int Streams = 4;
    private static readonly double[] InformationOf = [0, .. Enumerable.Range(1, 2048).Select(n => n * Math.Log2(n))];

    /// <summary>Bytes that may be read past the end of the streams, which the caller's buffer must have.</summary>
    public const int Slack = 8;

    public static void Encode(ByteSink sink, ReadOnlySpan<byte> plane, ReadOnlySpan<int> counts)
    {
        Span<byte> lengths = stackalloc byte[256];
        Span<ushort> codes = stackalloc ushort[256];
        HuffmanCode.Lengths(counts, lengths);
        HuffmanCode.Codes(lengths, codes);
        WriteLengths(sink, lengths);
        var sizesAt = sink.Length;
        sink.Take(2 * Streams);
        var quarter = (plane.Length + Streams - 1) / Streams;
        for (var stream = 0; stream < Streams; stream++)
        {
            var start = Math.Min(plane.Length, stream * quarter);
            var before = sink.Length;
            WriteStream(sink, plane[start..Math.Min(plane.Length, start + quarter)], lengths, codes);
            BinaryPrimitives.WriteUInt16LittleEndian(sink.Buffer.AsSpan(sizesAt + (2 * stream)), checked((ushort)(sink.Length - before)));
        }
    }

    /// <summary>The bytes that <see cref="Encode"/> would write, nearly.</summary>
    public static int Estimate(ReadOnlySpan<int> counts, int rows)
    {
        var (bits, symbols) = (Information(rows), 0);
        foreach (var count in counts)
        {
            if (count > 0)
            {
                symbols++;
                bits -= Information(count);
            }
        }

        return 12 + Math.Min(symbols, 32) + (symbols / 2) + (int)(Math.Max(bits, rows) / 8);
    }

    public static void Decode(ref ByteSource source, Span<byte> plane)
    {
        Span<byte> lengths = stackalloc byte[256];
        Span<ushort> table = stackalloc ushort[1 << HuffmanCode.MostBits];
        ReadLengths(ref source, lengths);
        FillTable(lengths, table);
        Span<int> sizes = stackalloc int[Streams];
        for (var stream = 0; stream < Streams; stream++)
        {
            sizes[stream] = source.Byte() | (source.Byte() << 8);
        }

        var quarter = (plane.Length + Streams - 1) / Streams;
        var s0 = source.Take(sizes[0]);
        var s1 = source.Take(sizes[1]);
        var s2 = source.Take(sizes[2]);
        var s3 = source.Take(sizes[3]);
        if (plane.Length % Streams == 0 && quarter > 0)
        {
            DecodeFour(table, s0, s1, s2, s3, plane, quarter);
            return;
        }

        DecodeOne(table, s0, plane[..Math.Min(plane.Length, quarter)]);
        DecodeOne(table, s1, Part(plane, quarter, 1));
        DecodeOne(table, s2, Part(plane, quarter, 2));
        DecodeOne(table, s3, Part(plane, quarter, 3));
    }

    /// <summary>n log2 n, looked up for the counts of a usual chunk.</summary>
    private static double Information(int n) => n < InformationOf.Length ? InformationOf[n] : n * Math.Log2(n);

    private static Span<byte> Part(Span<byte> plane, int quarter, int stream) =>
        plane[Math.Min(plane.Length, stream * quarter)..Math.Min(plane.Length, (stream + 1) * quarter)];

    private static void WriteStream(ByteSink sink, ReadOnlySpan<byte> rows, ReadOnlySpan<byte> lengths, ReadOnlySpan<ushort> codes)
    {
        var start = sink.Length;
        var target = sink.Take((rows.Length * HuffmanCode.MostBits / 8) + 9);
        ulong bits = 0;
        var (held, at) = (0, 0);
        foreach (var row in rows)
        {
            bits |= (ulong)codes[row] << held;
            held += lengths[row];
            if (held >= 32)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(target[at..], (uint)bits);
                at += 4;
                bits >>= 32;
                held -= 32;
            }
        }

        for (; held > 0; held -= 8)
        {
            target[at++] = (byte)bits;
            bits >>= 8;
        }

        sink.Truncate(start + at);
    }

    private static void WriteLengths(ByteSink sink, ReadOnlySpan<byte> lengths)
    {
        Span<byte> symbols = stackalloc byte[256];
        var count = 0;
        for (var symbol = 0; symbol < 256; symbol++)
        {
            if (lengths[symbol] > 0)
            {
                symbols[count++] = (byte)symbol;
            }
        }

        sink.Byte((byte)(count - 1));
        if (count <= 32)
        {
            sink.Bytes(symbols[..count]);
        }
        else
        {
            var bitmap = sink.Take(32);
            bitmap.Clear();
            foreach (var symbol in symbols[..count])
            {
                bitmap[symbol >> 3] |= (byte)(1 << (symbol & 7));
            }
        }

        for (var i = 0; i < count; i += 2)
        {
            sink.Byte((byte)(lengths[symbols[i]] | (i + 1 < count ? lengths[symbols[i + 1]] << 4 : 0)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadLengths(ref ByteSource source, scoped Span<byte> lengths)
    {
        Span<byte> symbols = stackalloc byte[256];
        var count = source.Byte() + 1;
        if (count <= 32)
        {
            source.Take(count).CopyTo(symbols);
        }
        else
        {
            var found = 0;
            var bitmap = source.Take(32);
            for (var symbol = 0; symbol < 256; symbol++)
            {
                if ((bitmap[symbol >> 3] & (1 << (symbol & 7))) != 0 && found < count)
                {
                    symbols[found++] = (byte)symbol;
                }
            }
        }

        for (var i = 0; i < count; i += 2)
        {
            var pair = source.Byte();
            lengths[symbols[i]] = (byte)(pair & 15);
            if (i + 1 < count)
            {
                lengths[symbols[i + 1]] = (byte)(pair >> 4);
            }
        }

        if (lengths.ContainsAnyExceptInRange((byte)0, (byte)HuffmanCode.MostBits) || !HuffmanCode.IsComplete(lengths))
        {
            throw new CorruptDataException("got code lengths that are no prefix code");
        }
    }

    /// <summary>Each entry: the symbol of the code that the index begins with, and its length above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillTable(ReadOnlySpan<byte> lengths, Span<ushort> table)
    {
        Span<ushort> codes = stackalloc ushort[256];
        HuffmanCode.Codes(lengths, codes);
        for (var symbol = 0; symbol < 256; symbol++)
        {
            if (lengths[symbol] is > 0 and var length)
            {
                var entry = (ushort)(symbol | (length << 8));
                for (int i = codes[symbol]; i < table.Length; i += 1 << length)
                {
                    table[i] = entry;
                }
            }
        }
    }

    private static void DecodeOne(ReadOnlySpan<ushort> table, ReadOnlySpan<byte> stream, Span<byte> rows)
    {
        long at = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            var entry = table[(int)(Peek(stream, at) & ((1 << HuffmanCode.MostBits) - 1))];
            rows[row] = (byte)entry;
            at += entry >> 8;
        }

        Check(stream.Length, at);
    }

    /// <summary>
    /// Bits are looked at five symbols at a time (55 of the 57 that an unaligned load gives). The loads of the last turns may
    /// pass a stream's end, never by more than <see cref="Slack"/>, because a stream that has run out stays where it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DecodeFour(
        ReadOnlySpan<ushort> table, ReadOnlySpan<byte> s0, ReadOnlySpan<byte> s1, ReadOnlySpan<byte> s2, ReadOnlySpan<byte> s3, Span<byte> plane, int quarter)
    {
        const uint Mask = (1 << HuffmanCode.MostBits) - 1;
        ref var look = ref MemoryMarshal.GetReference(table);
        ref var to = ref MemoryMarshal.GetReference(plane);
        nint q = quarter;
        long a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        nint row = 0;
        for (; row + 5 <= q; row += 5)
        {
            var (b0, b1, b2, b3) = (Peek(s0, a0), Peek(s1, a1), Peek(s2, a2), Peek(s3, a3));
            for (nint i = row; i < row + 5; i++)
            {
                uint e0 = Unsafe.Add(ref look, (nint)(b0 & Mask));
                uint e1 = Unsafe.Add(ref look, (nint)(b1 & Mask));
                uint e2 = Unsafe.Add(ref look, (nint)(b2 & Mask));
                uint e3 = Unsafe.Add(ref look, (nint)(b3 & Mask));
                Unsafe.Add(ref to, i) = (byte)e0;
                Unsafe.Add(ref to, i + q) = (byte)e1;
                Unsafe.Add(ref to, i + (2 * q)) = (byte)e2;
                Unsafe.Add(ref to, i + (3 * q)) = (byte)e3;
                b0 >>= (int)(e0 >> 8);
                b1 >>= (int)(e1 >> 8);
                b2 >>= (int)(e2 >> 8);
                b3 >>= (int)(e3 >> 8);
                a0 += e0 >> 8;
                a1 += e1 >> 8;
                a2 += e2 >> 8;
                a3 += e3 >> 8;
            }
        }

        for (; row < q; row++)
        {
            Last(table, s0, ref a0, plane, row);
            Last(table, s1, ref a1, plane, row + q);
            Last(table, s2, ref a2, plane, row + (2 * q));
            Last(table, s3, ref a3, plane, row + (3 * q));
        }

        Check(s0.Length, a0);
        Check(s1.Length, a1);
        Check(s2.Length, a2);
        Check(s3.Length, a3);
    }

    private static void Last(ReadOnlySpan<ushort> table, ReadOnlySpan<byte> stream, ref long at, Span<byte> plane, nint row)
    {
        var entry = table[(int)(Peek(stream, at) & ((1 << HuffmanCode.MostBits) - 1))];
        plane[(int)row] = (byte)entry;
        at += entry >> 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Peek(ReadOnlySpan<byte> stream, long at) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(stream), (nint)Math.Min(at >> 3, stream.Length))) >> (int)(at & 7);

    private static void Check(int bytes, long bits)
    {
        if ((bits + 7) / 8 != bytes)
        {
            throw new CorruptDataException($"got {bits} bits of code, want {bytes} bytes");
        }
    }
}
