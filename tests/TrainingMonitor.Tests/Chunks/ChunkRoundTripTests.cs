using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Storage.Chunks;
using TrainingMonitor.Tests.Series;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Chunks;

/// <summary>What goes in comes out bit by bit, over the whole range of 64 bits and not only near 0.</summary>
public sealed class ChunkRoundTripTests
{
    private const long MostStep = 1L << 53;

    /// <summary>Any 64 bits, and often those where something is special: every payload of NaN, −0, subnormals, whole floats, ends.</summary>
    private static Gen<ulong> Bits { get; } =
        from shape in Gen.Choose(0, 9)
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        let any = ((ulong)(uint)high << 32) | (uint)low
        select shape switch
        {
            0 => any | 0x7FF0_0000_0000_0000,
            1 => any & 0x800F_FFFF_FFFF_FFFF,
            2 => 0x8000_0000_0000_0000,
            3 => BitConverter.DoubleToUInt64Bits(BitConverter.UInt32BitsToSingle((uint)low)),
            4 => BitConverter.DoubleToUInt64Bits(high / 1000.0),
            5 => any & 3,
            6 => ~(any & 3),
            _ => any,
        };

    private static Gen<long> Step { get; } = Bits.Select(bits => (long)(bits % ((2UL << 53) + 1)) - MostStep);

    [Fact]
    public void A_chunk_of_any_values_steps_and_times_comes_back_bit_by_bit() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(600),
        Prop.ForAll(Rows.ToArbitrary(), rows => RoundTrips(rows.Steps, rows.Times, rows.Values)));

    [Fact]
    public async Task Points_of_any_values_and_steps_come_back_from_the_store_bit_by_bit()
    {
        await using var folder = new StoreFolder(options => options with { ChunkRows = 50 });
        var rows = Rows.Sample(300, 20).Select((row, i) => (Run: $"run{i}", row.Steps, row.Times, Values: row.Values.Select(BitConverter.UInt64BitsToDouble).ToArray())).ToList();
        foreach (var (run, steps, times, values) in rows)
        {
            await folder.NewRunAsync(run);
            await folder.AppendAsync(run, new PointBatch { Rows = steps.Length, Steps = steps, Times = times, Metrics = [new MetricColumn("any", values, null)] });
            await folder.Store.SealAsync(run);
        }

        await folder.RestartAsync();
        foreach (var (run, steps, times, values) in rows)
        {
            int[] order = [.. Enumerable.Range(0, steps.Length).OrderBy(i => steps[i])];
            var read = folder.Raw(run, "any");
            Assert.Equal(order.Select(i => steps[i]), read.Steps);
            Assert.Equal(order.Select(i => times[i]), read.Times);
            Assert.Equal(order.Select(i => BitConverter.DoubleToUInt64Bits(values[i])), read.Values.Select(BitConverter.DoubleToUInt64Bits));
        }
    }

    private static Gen<(long[] Steps, long[] Times, ulong[] Values)> Rows { get; } =
        from one in Step
        from stride in Gen.Choose(0, 5)
        from steps in Step.NonEmptyListOf()
        let count = steps.Count
        from times in Bits.ArrayOf(count)
        from values in Bits.ArrayOf(count)
        from kind in Gen.Choose(0, 2)
        select (
            (long[])[.. steps.Select((step, i) => kind == 0 ? step : Math.Clamp(one, -MostStep, MostStep - 10_000) + (i * stride))],
            (long[])[.. times.Select((bits, i) => kind == 1 ? (long)bits : Batches.Start + (i * 1000L) + (long)(bits % 300))],
            values);

    private static bool RoundTrips(long[] steps, long[] times, ulong[] values)
    {
        using var codec = new ChunkCodec();
        codec.Begin(steps, times);
        codec.Add(0, MemoryMarshal.Cast<ulong, double>(values));
        var chunk = new byte[codec.End().Length + HuffmanCodec.Slack];
        codec.End().Written.CopyTo(chunk);
        var length = chunk.Length - HuffmanCodec.Slack;
        var head = ChunkHead.Read(chunk.AsSpan(0, ChunkHead.LengthOf(chunk, length)));
        var (back, integers) = (new double[head.Rows], new long[head.Rows]);
        head.TryFind(0, out var place);
        ChunkCodec.DecodeValues(chunk.AsSpan(place.Offset, place.Length), back);
        var isSame = MemoryMarshal.Cast<double, ulong>(back).SequenceEqual(values);
        ChunkCodec.DecodeIntegers(chunk.AsSpan(head.Times.Offset, head.Times.Length), integers);
        isSame &= integers.AsSpan().SequenceEqual(times);
        var column = chunk.AsSpan(head.Steps.Offset, head.Steps.Length);
        ChunkCodec.DecodeIntegers(column, integers);
        isSame &= integers.AsSpan().SequenceEqual(steps);
        return isSame && (!ChunkCodec.TryDecodeLinear(column, head.Rows, out var first, out var stride)
            || new IntegerView(first, stride, head.Rows).ToArray().AsSpan().SequenceEqual(steps));
    }
}
