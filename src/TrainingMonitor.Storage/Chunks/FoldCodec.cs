namespace TrainingMonitor.Storage.Chunks;

/// <summary>A chunk of either version as folds, and folds as a chunk of version 2; see <c>docs/format/chunk.md</c>.</summary>
internal static class FoldCodec
{
    public static byte[] Encode(FoldedChunk chunk)
    {
        using var columns = new ByteSink();
        using var whole = new ByteSink();
        var (scratch, rows) = (new Scratch(), chunk.Rows);
        Integers(rows.FirstSteps);
        Integers(Minus(rows.LastSteps, rows.FirstSteps));
        Integers(rows.Counts);
        var steps = End(0);
        Integers(rows.FirstTimes);
        Integers(Minus(rows.LastTimes, rows.FirstTimes));
        var times = End(steps);
        var metrics = new List<(int, int)>();
        foreach (var of in chunk.Metrics)
        {
            var start = columns.Length;
            foreach (var values in (ReadOnlySpan<double[]>)[of.First, of.Last, of.Min, of.Max, of.Sum])
            {
                ColumnCodec.EncodeValues(columns, values, scratch);
            }

            Integers(Minus(of.MinSteps, rows.FirstSteps));
            Integers(Minus(of.MaxSteps, rows.FirstSteps));
            metrics.Add((of.Metric, End(start)));
        }

        ChunkHead.Write(whole, isFolded: true, rows.Count, steps, times, metrics.ToArray());
        whole.Bytes(columns.Written);
        return whole.ToArray();

        void Integers(long[] integers) => ColumnCodec.EncodeIntegers(columns, integers, scratch);

        int End(int start)
        {
            columns.Crc(start);
            return columns.Length - start;
        }
    }

    /// <summary>All of a chunk, which may be of rows.</summary>
    public static FoldedChunk Decode(ReadOnlySpan<byte> chunk)
    {
        var bytes = new byte[chunk.Length + HuffmanCodec.Slack];
        chunk.CopyTo(bytes);
        var head = ChunkHead.Read(bytes.AsSpan(0, ChunkHead.LengthOf(bytes, chunk.Length)));
        if (head.IsFolded)
        {
            var rows = DecodeRows(Of(head.Steps), Of(head.Times), head.Rows);
            return new FoldedChunk(rows, [.. Places(head).Select(one => DecodeValues(Of(one.Place), one.Metric, rows))]);
        }

        var (steps, times) = (new long[head.Rows], new long[head.Rows]);
        ChunkCodec.DecodeIntegers(Of(head.Steps), steps);
        ChunkCodec.DecodeIntegers(Of(head.Times), times);
        return FoldedChunk.OfRows(steps, times, Places(head).Select(one =>
        {
            var values = new double[steps.Length];
            ChunkCodec.DecodeValues(Of(one.Place), values);
            return (one.Metric, values);
        }));

        ReadOnlySpan<byte> Of(ColumnPlace place) => place.Length <= bytes.Length - HuffmanCodec.Slack - place.Offset
            ? bytes.AsSpan(place.Offset, place.Length)
            : throw new CorruptDataException("got a column that ends past its chunk");
    }

    public static FoldedRows DecodeRows(ReadOnlySpan<byte> steps, ReadOnlySpan<byte> times, int count)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(steps));
        var firstSteps = Integers(ref source, count);
        var lastSteps = Plus(Integers(ref source, count), firstSteps);
        var counts = Integers(ref source, count);
        source = new ByteSource(ChunkHead.CheckCrc(times));
        var firstTimes = Integers(ref source, count);
        return new FoldedRows(firstSteps, lastSteps, firstTimes, Plus(Integers(ref source, count), firstTimes), counts);
    }

    public static FoldedValues DecodeValues(ReadOnlySpan<byte> column, int metric, FoldedRows rows)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(column));
        var values = FoldedValues.Empty(metric, rows.Count);
        foreach (var of in (ReadOnlySpan<double[]>)[values.First, values.Last, values.Min, values.Max, values.Sum])
        {
            ColumnCodec.DecodeValues(ref source, of, Scratch.OfThread);
        }

        return values with
        {
            MinSteps = Plus(Integers(ref source, rows.Count), rows.FirstSteps),
            MaxSteps = Plus(Integers(ref source, rows.Count), rows.FirstSteps),
        };
    }

    private static List<(int Metric, ColumnPlace Place)> Places(ChunkHead head)
    {
        var places = new List<(int, ColumnPlace)>();
        foreach (var metric in head.Metrics)
        {
            head.TryFind(metric, out var place);
            places.Add((metric, place));
        }

        return places;
    }

    private static long[] Integers(ref ByteSource source, int count)
    {
        var integers = new long[count];
        ColumnCodec.DecodeIntegers(ref source, integers, Scratch.OfThread);
        return integers;
    }

    private static long[] Minus(long[] of, long[] from) => [.. of.Select((value, i) => value - from[i])];

    private static long[] Plus(long[] of, long[] from) => [.. of.Select((value, i) => value + from[i])];
}
