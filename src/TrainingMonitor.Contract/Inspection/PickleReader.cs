using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TrainingMonitor.Contract.Inspection;

/// <summary>The bytes of a pickle as its opcodes take them; a number or a text that ends behind the data is refused.</summary>
internal ref struct PickleReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>Text with its length before it, of one, four or eight bytes.</summary>
    public string Text(int lengthBytes) => Encoding.UTF8.GetString(Blob(lengthBytes));

    public string Latin(int lengthBytes) => Encoding.Latin1.GetString(Blob(lengthBytes));

    public ReadOnlySpan<byte> Blob(int lengthBytes)
    {
        var length = lengthBytes switch
        {
            1 => Byte(),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(Take(8)),
        };
        return length <= int.MaxValue ? Take((int)length) : throw Cut();
    }

    /// <summary>A whole number of as many bytes as said before it; null when it is longer than 8.</summary>
    public long? Long(int lengthBytes)
    {
        var bytes = Blob(lengthBytes);
        if (bytes.Length > 8)
        {
            return null;
        }

        var value = bytes.Length > 0 && bytes[^1] >= 0x80 ? -1L : 0L;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    public string Line()
    {
        var rest = _data[Position..];
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            throw Cut();
        }

        Position += end + 1;
        return Encoding.UTF8.GetString(rest[..end]).TrimEnd('\r');
    }

    public int LineNumber() => int.TryParse(Line(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InvalidDataException("got a memo that is no number");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - Position)
        {
            throw Cut();
        }

        var taken = _data.Slice(Position, count);
        Position += count;
        return taken;
    }

    private static InvalidDataException Cut() => new("got a pickle that is cut short");
}
