using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Tests.Chunks;

public sealed class ChunkDamageTests
{
    private const int Rows = 300;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chunk_cut_short_at_any_byte_is_refused(bool isFolded)
    {
        var chunk = Chunk(isFolded);
        for (var length = 0; length < chunk.Length; length++)
        {
            Assert.Throws<CorruptDataException>(() => ReadAll(chunk[..length]));
        }

        ReadAll(chunk);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chunk_with_any_bit_flipped_is_refused(bool isFolded)
    {
        var chunk = Chunk(isFolded);
        for (var bit = 0; bit < chunk.Length * 8; bit++)
        {
            chunk[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.Throws<CorruptDataException>(() => ReadAll(chunk));
            chunk[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
    }

    [Fact]
    public void The_checksum_is_the_same_with_and_without_the_processors_instruction()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(~Crc32C.ByTable(uint.MaxValue, "123456789"u8), Crc32C.Of("123456789"u8));
    }

    private static byte[] Chunk(bool isFolded)
    {
        var random = new Random(1);
        using var codec = new ChunkCodec();
        codec.Begin([.. Enumerable.Range(0, Rows).Select(i => (long)i)], [.. Enumerable.Range(0, Rows).Select(i => (i * 1000L) + random.Next(200))]);
        codec.Add(0, [.. Enumerable.Range(0, Rows).Select(i => (double)(float)random.NextDouble())]);
        codec.Add(7, [.. Enumerable.Range(0, Rows).Select(i => Math.Floor(random.NextDouble() * random.NextDouble() * 50))]);
        var chunk = codec.End().ToArray();
        return isFolded ? FoldCodec.Encode(FoldCodec.Decode(chunk).Fold(10_000)) : chunk;
    }

    private static void ReadAll(byte[] chunk)
    {
        if (chunk.Length < ChunkHead.Fixed)
        {
            throw new CorruptDataException("too short for a head");
        }

        FoldCodec.Decode(chunk);
        var head = ChunkHead.Read(chunk.AsSpan(0, ChunkHead.LengthOf(chunk, chunk.Length)));
        if (head.IsFolded)
        {
            return;
        }

        ChunkCodec.DecodeIntegers(Column(chunk, head.Steps), new long[head.Rows]);
        ChunkCodec.DecodeIntegers(Column(chunk, head.Times), new long[head.Rows]);
        foreach (var metric in head.Metrics)
        {
            Assert.True(head.TryFind(metric, out var place));
            ChunkCodec.DecodeValues(Column(chunk, place), new double[head.Rows]);
        }
    }

    private static ReadOnlySpan<byte> Column(byte[] chunk, ColumnPlace place)
    {
        var bytes = new byte[place.Length + HuffmanCodec.Slack];
        chunk.AsSpan(place.Offset, place.Length).CopyTo(bytes);
        return bytes.AsSpan(0, place.Length);
    }
}
