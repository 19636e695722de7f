using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>A node of the pyramid as bytes; see <c>docs/format/chunk.md</c>.</summary>
internal static class IndexNodeCodec
{
    private const byte Single = 1;
    private const byte NonFinite = 2;
    private const byte Plain = 4;
    private const byte SortedTimes = 8;

    public static void Encode(ByteSink sink, ReadOnlySpan<IndexEntry> entries)
    {
        sink.Clear();
        foreach (ref readonly var entry in entries)
        {
            Write(sink, entry);
        }

        sink.Crc(0);
    }

    /// <summary>Fills <paramref name="entries"/>, which has room for a full node, and says how many there are.</summary>
    public static int Decode(ReadOnlySpan<byte> node, Span<IndexEntry> entries)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(node));
        var count = 0;
        while (source.Left > 0)
        {
            if (count == SeriesIndex.Fan)
            {
                throw new CorruptDataException($"got more than {SeriesIndex.Fan} entries in a node");
            }

            Read(ref source, ref entries[count++]);
        }

        return count;
    }

    private static void Write(ByteSink sink, in IndexEntry entry)
    {
        ref readonly var summary = ref entry.Summary;
        var isSingle = IsSingle(summary.First) && IsSingle(summary.Last) && IsSingle(summary.Min) && IsSingle(summary.Max);
        var hasNonFinite = summary.Finite != summary.Count;
        sink.Byte((byte)((isSingle ? Single : 0) | (hasNonFinite ? NonFinite : 0) | (entry.IsPlain ? Plain : 0) | (entry.HasSortedTimes ? SortedTimes : 0)));
        sink.Varint((ulong)entry.Child);
        sink.Varint((ulong)summary.Count);
        sink.Signed(summary.FirstStep);
        sink.Varint((ulong)(summary.LastStep - summary.FirstStep));
        sink.Signed(summary.FirstTime);
        sink.Signed(summary.LastTime - summary.FirstTime);
        if (hasNonFinite)
        {
            sink.Varint((ulong)summary.Nan);
            sink.Varint((ulong)summary.PosInf);
            sink.Varint((ulong)summary.NegInf);
        }

        foreach (var value in (ReadOnlySpan<double>)[summary.First, summary.Last, summary.Min, summary.Max])
        {
            if (isSingle)
            {
                sink.UInt32(BitConverter.SingleToUInt32Bits((float)value));
            }
            else
            {
                sink.Double(value);
            }
        }

        sink.Double(summary.Sum);
        if (!entry.HasSortedTimes)
        {
            sink.Signed(summary.FirstTime - entry.LeastTime);
            sink.Signed(entry.GreatestTime - summary.LastTime);
        }
    }

    private static void Read(ref ByteSource source, ref IndexEntry entry)
    {
        var flags = source.Byte();
        entry.IsPlain = (flags & Plain) != 0;
        entry.HasSortedTimes = (flags & SortedTimes) != 0;
        entry.Child = (long)source.Varint();
        ref var summary = ref entry.Summary;
        summary.Count = (long)source.Varint();
        summary.FirstStep = source.Signed();
        summary.LastStep = summary.FirstStep + (long)source.Varint();
        summary.FirstTime = source.Signed();
        summary.LastTime = summary.FirstTime + source.Signed();
        (summary.Nan, summary.PosInf, summary.NegInf) = (0, 0, 0);
        if ((flags & NonFinite) != 0)
        {
            (summary.Nan, summary.PosInf, summary.NegInf) = ((long)source.Varint(), (long)source.Varint(), (long)source.Varint());
        }

        var isSingle = (flags & Single) != 0;
        summary.First = Value(ref source, isSingle);
        summary.Last = Value(ref source, isSingle);
        summary.Min = Value(ref source, isSingle);
        summary.Max = Value(ref source, isSingle);
        summary.Sum = source.Double();
        (entry.LeastTime, entry.GreatestTime) = (summary.FirstTime, summary.LastTime);
        if (!entry.HasSortedTimes)
        {
            entry.LeastTime -= source.Signed();
            entry.GreatestTime += source.Signed();
        }
    }

    private static bool IsSingle(double value) => BitConverter.DoubleToInt64Bits((float)value) == BitConverter.DoubleToInt64Bits(value);

    private static double Value(ref ByteSource source, bool isSingle) =>
        isSingle ? BitConverter.UInt32BitsToSingle(source.UInt32()) : source.Double();
}
