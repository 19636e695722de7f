using System.Runtime.InteropServices;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// One batch in a row of the table <c>tail</c>, raw because it is read once at the most. The bytes are drawn in
/// <c>docs/format/chunk.md</c>. A row is a list of such records and their CRC.
/// </summary>
internal static class TailRecord
{
    private const byte Version = 1;
    private const int MostRows = 1 << 28;

    public static void Write(ByteSink sink, StoredBatch batch)
    {
        sink.Byte(Version);
        sink.Varint((ulong)batch.Segment);
        sink.Varint((ulong)batch.Cursor);
        sink.Int64(batch.ArrivedAt);
        sink.Text(batch.Writer);
        sink.Varint((ulong)batch.Seq);
        sink.Varint((ulong)batch.Accepted);
        sink.Varint((ulong)batch.Lost);
        sink.Text(RejectedPoints.ToJson(batch.Rejected));
        sink.Varint((ulong)batch.Rows);
        WriteLongs(sink, batch.Steps.AsSpan(0, batch.Rows));
        WriteLongs(sink, batch.Times.AsSpan(0, batch.Rows));
        sink.Varint((ulong)batch.Columns.Length);
        foreach (var (metric, column, count) in batch.Columns)
        {
            sink.Varint((ulong)metric.Number);
            sink.Text(metric.IsKnownOnDisk ? null : metric.Name);
            WriteValues(sink, column, batch.Rows, count);
        }
    }

    /// <summary><paramref name="metric"/> finds the metric of a number, or makes it when the record brings its name.</summary>
    public static StoredBatch Read(ref ByteSource source, Func<int, string?, MetricState> metric)
    {
        if (source.Byte() is var version and not Version)
        {
            throw new CorruptDataException($"got tail record version {version}, want {Version}");
        }

        var segment = source.Count(int.MaxValue);
        var cursor = (long)source.Varint();
        var arrivedAt = source.Int64();
        var writer = source.Text();
        var seq = (long)source.Varint();
        var accepted = (long)source.Varint();
        var lost = (long)source.Varint();
        var rejected = RejectedPoints.FromJson(source.Text());
        var rows = source.Count(MostRows);
        var steps = ReadLongs(ref source, rows);
        var times = ReadLongs(ref source, rows);
        var columns = new StoredColumn[source.Count(source.Left)];
        for (var i = 0; i < columns.Length; i++)
        {
            var state = metric(source.Count(int.MaxValue), source.Text());
            columns[i] = ReadValues(ref source, state, rows);
        }

        return new StoredBatch
        {
            Segment = segment,
            Cursor = cursor,
            ArrivedAt = arrivedAt,
            Writer = writer,
            Seq = seq,
            Accepted = accepted,
            Lost = lost,
            Rejected = rejected,
            Rows = rows,
            Steps = steps,
            Times = times,
            Columns = columns,
        };
    }

    /// <summary>A stride that holds for all rows is told once; anything else is told in full.</summary>
    private static void WriteLongs(ByteSink sink, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var stride = values.Length > 1 ? values[1] - values[0] : 0;
        for (var i = 2; i < values.Length; i++)
        {
            if (values[i] - values[i - 1] != stride)
            {
                sink.Byte(0);
                sink.Bytes(MemoryMarshal.AsBytes(values));
                return;
            }
        }

        sink.Byte(1);
        sink.Signed(values[0]);
        sink.Signed(stride);
    }

    private static long[] ReadLongs(ref ByteSource source, int rows)
    {
        if (rows == 0)
        {
            return [];
        }

        if (source.Byte() == 0)
        {
            return MemoryMarshal.Cast<byte, long>(source.Take(checked(rows * 8))).ToArray();
        }

        var (first, stride) = (source.Signed(), source.Signed());
        var values = new long[rows];
        for (var i = 0; i < rows; i++)
        {
            values[i] = first + (i * stride);
        }

        return values;
    }

    private static void WriteValues(ByteSink sink, MetricColumn column, int rows, int count)
    {
        sink.Varint((ulong)count);
        if (count == rows)
        {
            sink.Bytes(MemoryMarshal.AsBytes(column.Values.AsSpan(0, rows)));
            return;
        }

        sink.Bytes(MemoryMarshal.AsBytes(column.Present.AsSpan(0, (rows + 63) / 64)));
        for (var row = 0; row < rows; row++)
        {
            if (column.Has(row))
            {
                sink.Double(column.Values[row]);
            }
        }
    }

    private static StoredColumn ReadValues(ref ByteSource source, MetricState metric, int rows)
    {
        var count = source.Count(rows);
        if (count == rows)
        {
            var all = MemoryMarshal.Cast<byte, double>(source.Take(checked(rows * 8))).ToArray();
            return new StoredColumn(metric, new MetricColumn(metric.Name, all, null), count);
        }

        var present = MemoryMarshal.Cast<byte, ulong>(source.Take((rows + 63) / 64 * 8)).ToArray();
        var column = new MetricColumn(metric.Name, new double[rows], present);
        for (var row = 0; row < rows; row++)
        {
            if (column.Has(row))
            {
                column.Values[row] = source.Double();
            }
        }

        return new StoredColumn(metric, column, count);
    }
}
