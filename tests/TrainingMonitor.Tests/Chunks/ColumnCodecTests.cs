using System.Runtime.InteropServices;
using FsCheck.Fluent;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Tests.Chunks;

public sealed class ColumnCodecTests
{
    [Fact]
    public void Every_bit_pattern_of_a_float64_comes_back() =>
        FsCheck.Check.One(Quick, Prop.ForAll<ulong[]>(bits => bits.Length == 0 || RoundTrips([.. bits.Select(BitConverter.UInt64BitsToDouble)])));

    [Fact]
    public void Every_integer_comes_back() =>
        FsCheck.Check.One(Quick, Prop.ForAll<long[]>(numbers => numbers.Length == 0 || RoundTrips(numbers)));

    [Fact]
    public void Values_that_go_wrong_elsewhere_come_back()
    {
        double[] odd =
        [
            0.0, -0.0, double.NaN, BitConverter.UInt64BitsToDouble(0x7FF0_0000_0000_0001), BitConverter.UInt64BitsToDouble(0xFFF8_0000_DEAD_BEEF),
            double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue,
            float.Epsilon, float.MaxValue, 0.1, 0.30000000000000004, 1e300, 1e-300, 9007199254740993, 123456789.123,
        ];
        foreach (var value in odd)
        {
            foreach (var rows in (int[])[1, 2, 3, 4, 5, 63, 64, 65, 2047, 2048])
            {
                Assert.True(RoundTrips([.. Enumerable.Repeat(value, rows)]), $"{rows} times {value}");
                Assert.True(RoundTrips([.. Enumerable.Range(0, rows).Select(i => i == rows / 2 ? value : i)]), $"{value} among {rows} integers");
            }
        }

        Assert.True(RoundTrips(odd));
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Curves_of_many_kinds_and_lengths_come_back(string kind, int rows)
    {
        var random = new Random(rows);
        var values = Enumerable.Range(0, rows).Select(i => Value(kind, i, random)).ToArray();
        Assert.True(RoundTrips(values), kind);
    }

    [Fact]
    public void Steps_at_a_fixed_stride_take_next_to_nothing()
    {
        using var sink = new ByteSink();
        ColumnCodec.EncodeIntegers(sink, Enumerable.Range(0, 2048).Select(i => 1_000_000L + (i * 10L)).ToArray(), new Scratch());
        Assert.InRange(sink.Length, 1, 12);
    }

    public static TheoryData<string, int> Curves()
    {
        var data = new TheoryData<string, int>();
        foreach (var kind in (string[])["noise32", "noise64", "smooth", "steps", "decimals", "fewvalues", "signs", "spikes", "constant", "skewed"])
        {
            foreach (var rows in (int[])[1, 7, 100, 1000, 2048])
            {
                data.Add(kind, rows);
            }
        }

        return data;
    }

    private static FsCheck.Config Quick => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(LongTests.Times(300, 20_000)).WithEndSize(3000);

    private static double Value(string kind, int i, Random random) => kind switch
    {
        "noise32" => (float)(Math.Exp(-i / 500.0) + (0.1 * random.NextDouble())),
        "noise64" => Math.Exp(-i / 500.0) + (0.1 * random.NextDouble()),
        "smooth" => 0.001 * (1 + Math.Cos(i * Math.PI / 20000)) / 2,
        "steps" => i / 100,
        "decimals" => Math.Round(random.NextDouble(), 4),
        "fewvalues" => random.Next(33) / 32.0,
        "signs" => (float)(random.NextDouble() - 0.5),
        "spikes" => random.Next(200) == 0 ? double.NaN : (float)random.NextDouble(),
        "skewed" => Math.Floor(Math.Pow(random.NextDouble(), 20) * 250),
        _ => 0.25,
    };

    private static bool RoundTrips(double[] values)
    {
        using var codec = new ChunkCodec();
        var rows = values.Select((_, i) => (long)i).ToArray();
        codec.Begin(rows, rows);
        codec.Add(3, values);
        var chunk = codec.End().ToArray();
        var head = ChunkHead.Read(chunk.AsSpan(0, ChunkHead.LengthOf(chunk, chunk.Length)));
        Assert.True(head.TryFind(3, out var place));
        var back = new double[head.Rows];
        ChunkCodec.DecodeValues(Padded(chunk, place), back);
        return MemoryMarshal.Cast<double, long>(values.AsSpan()).SequenceEqual(MemoryMarshal.Cast<double, long>(back.AsSpan()));
    }

    private static bool RoundTrips(long[] numbers)
    {
        using var sink = new ByteSink();
        ColumnCodec.EncodeIntegers(sink, numbers, new Scratch());
        var back = new long[numbers.Length];
        var bytes = new byte[sink.Length + HuffmanCodec.Slack];
        sink.Written.CopyTo(bytes);
        var source = new ByteSource(bytes.AsSpan(0, sink.Length));
        ColumnCodec.DecodeIntegers(ref source, back, new Scratch());
        return source.Left == 0 && numbers.AsSpan().SequenceEqual(back);
    }

    private static ReadOnlySpan<byte> Padded(byte[] chunk, ColumnPlace place)
    {
        var bytes = new byte[place.Length + HuffmanCodec.Slack];
        chunk.AsSpan(place.Offset, place.Length).CopyTo(bytes);
        return bytes.AsSpan(0, place.Length);
    }
}
