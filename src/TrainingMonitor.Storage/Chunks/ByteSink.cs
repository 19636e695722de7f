using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>Collects bytes in one growing pooled array. Numbers are little-endian; "varint" is LEB128, signed ones zigzag.</summary>
internal sealed class ByteSink : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public byte[] Buffer => _bytes;

    public void Clear() => Length = 0;

    /// <summary>Drops what was written after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>The next <paramref name="count"/> bytes, for the caller to fill.</summary>
    public Span<byte> Take(int count)
    {
        Grow(count);
        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }

    public void Byte(byte value)
    {
        Grow(1);
        _bytes[Length++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void UInt32(uint value) => MemoryMarshal.Write(Take(4), value);

    public void Int64(long value) => MemoryMarshal.Write(Take(8), value);

    public void Double(double value) => MemoryMarshal.Write(Take(8), value);

    public void Varint(ulong value)
    {
        Grow(10);
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[Length++] = (byte)(value | 0x80);
        }

        _bytes[Length++] = (byte)value;
    }

    public void Signed(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Text(string? text)
    {
        if (text is null)
        {
            Varint(0);
            return;
        }

        var count = Encoding.UTF8.GetByteCount(text);
        Varint((ulong)count + 1);
        Encoding.UTF8.GetBytes(text, Take(count));
    }

    /// <summary>Ends a record that began at <paramref name="start"/> with the CRC of its bytes.</summary>
    public void Crc(int start) => UInt32(Crc32C.Of(_bytes.AsSpan(start, Length - start)));

    public byte[] ToArray() => Written.ToArray();

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int count)
    {
        if (_bytes.Length - Length >= count)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + count));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
