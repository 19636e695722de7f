using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>The metrics of a run and their sums as bytes; see <c>docs/format/chunk.md</c>.</summary>
internal static class SeriesBlob
{
    private const byte Version = 1;
    private const byte NonFiniteTold = 1;
    private const byte HasPoints = 2;
    private const byte HasFinite = 4;

    /// <summary>To be called on the writer's thread. Tail rows before <paramref name="countedBefore"/> are in the sums.</summary>
    public static void Encode(ByteSink sink, RunSeries series, long countedBefore)
    {
        sink.Clear();
        sink.Byte(Version);
        sink.Varint((ulong)countedBefore);
        sink.Varint((ulong)series.Newest.Number);
        sink.Int64(series.Newest.FromStep ?? long.MinValue);
        sink.Int64(series.LastStep ?? long.MinValue);
        sink.Int64(series.LastTime ?? long.MinValue);
        sink.Int64(series.ArrivedAt);
        sink.Varint((ulong)series.Points);
        sink.Byte(series.LimitTold ? (byte)1 : (byte)0);
        sink.Varint((ulong)series.Metrics.Count);
        foreach (var metric in series.Metrics)
        {
            Write(sink, metric);
        }

        sink.Crc(0);
    }

    /// <summary>Fills an empty <paramref name="series"/> and says which tail rows are counted; its sums hold only for the segments told.</summary>
    public static (long CountedBefore, bool IsCurrent) Decode(ReadOnlySpan<byte> blob, RunSeries series)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(blob));
        if (source.Byte() is var version and not Version)
        {
            throw new CorruptDataException($"got series version {version}, want {Version}");
        }

        var countedBefore = (long)source.Varint();
        var segment = new SegmentState((int)source.Varint(), OrNull(source.Int64()));
        (series.LastStep, series.LastTime) = (OrNull(source.Int64()), OrNull(source.Int64()));
        series.PendingStep = series.LastStep;
        series.ArrivedAt = source.Int64();
        series.Points = (long)source.Varint();
        series.LimitTold = source.Byte() != 0;
        var metrics = source.Count(source.Left);
        for (var i = 0; i < metrics; i++)
        {
            series.Add(Read(ref source));
        }

        return (countedBefore, segment == series.Newest);
    }

    /// <summary>One metric of a run without the others; null when the run has none of that name.</summary>
    public static MetricState? FindMetric(ReadOnlySpan<byte> blob, string name)
    {
        var source = new ByteSource(ChunkHead.CheckCrc(blob));
        source.Byte();
        source.Varint();
        source.Varint();
        source.Take(4 * sizeof(long));
        source.Varint();
        source.Byte();
        for (var left = source.Count(source.Left); left > 0; left--)
        {
            var metric = Read(ref source);
            if (metric.Name == name)
            {
                return metric;
            }
        }

        return null;
    }

    private static void Write(ByteSink sink, MetricState metric)
    {
        sink.Varint((ulong)metric.Number);
        sink.Text(metric.Name);
        var hasFinite = !double.IsNaN(metric.Min);
        sink.Byte((byte)((metric.HasNonFinite ? NonFiniteTold : 0) | (metric.Count > 0 ? HasPoints : 0) | (hasFinite ? HasFinite : 0)));
        if (metric.Count == 0)
        {
            return;
        }

        sink.Varint((ulong)metric.Count);
        sink.Double(metric.Latest);
        sink.Signed(metric.Step);
        sink.Signed(metric.FirstTime);
        sink.Signed(metric.LastTime);
        if (hasFinite)
        {
            sink.Double(metric.Min);
            sink.Signed(metric.MinStep);
            sink.Double(metric.Max);
            sink.Signed(metric.MaxStep);
        }
    }

    private static MetricState Read(ref ByteSource source)
    {
        var metric = new MetricState(source.Count(int.MaxValue), source.Text() ?? "") { IsKnownOnDisk = true };
        var flags = source.Byte();
        metric.HasNonFinite = (flags & NonFiniteTold) != 0;
        if ((flags & HasPoints) == 0)
        {
            return metric;
        }

        metric.Count = (long)source.Varint();
        metric.Latest = source.Double();
        metric.Step = source.Signed();
        metric.FirstTime = source.Signed();
        metric.LastTime = source.Signed();
        if ((flags & HasFinite) != 0)
        {
            (metric.Min, metric.MinStep) = (source.Double(), source.Signed());
            (metric.Max, metric.MaxStep) = (source.Double(), source.Signed());
        }

        return metric;
    }

    private static long? OrNull(long value) => value == long.MinValue ? null : value;
}
