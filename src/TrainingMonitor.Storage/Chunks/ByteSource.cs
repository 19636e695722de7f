using System.Runtime.InteropServices;
using System.Text;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>Reads what <see cref="ByteSink"/> wrote; bytes that end too early are a <see cref="CorruptDataException"/>.</summary>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Left => _bytes.Length - Position;

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)Left)
        {
            throw new CorruptDataException($"got {Left} bytes at {Position}, want {count}");
        }

        var span = _bytes.Slice(Position, count);
        Position += count;
        return span;
    }

    public byte Byte() => Take(1)[0];

    public uint UInt32() => MemoryMarshal.Read<uint>(Take(4));

    public long Int64() => MemoryMarshal.Read<long>(Take(8));

    public double Double() => MemoryMarshal.Read<double>(Take(8));

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new CorruptDataException($"got a varint of more than 10 bytes at {Position}");
    }

    /// <summary>A varint that counts things held in memory: more than <paramref name="most"/> is corruption, not a wish.</summary>
    public int Count(int most)
    {
        var value = Varint();
        return value <= (ulong)most ? (int)value : throw new CorruptDataException($"got a count of {value} at {Position}, want at most {most}");
    }

    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string? Text()
    {
        var count = Count(Left + 1);
        return count == 0 ? null : Encoding.UTF8.GetString(Take(count - 1));
    }
}
