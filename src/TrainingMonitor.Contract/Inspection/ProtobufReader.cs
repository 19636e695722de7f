namespace TrainingMonitor.Contract.Inspection;

/// <summary>Fields of one protobuf message between two places of a stream. Long contents are skipped, not read.</summary>
internal sealed class ProtobufReader(Stream stream, long start, long end)
{
    private const int MostFields = 5_000_000;
    private long _at = start;
    private int _fields;

    public int Field { get; private set; }

    /// <summary>The number of a field that is one; else null.</summary>
    public ulong? Number { get; private set; }

    public long ContentStart { get; private set; }

    public long ContentEnd { get; private set; }

    public bool Next()
    {
        if (_at >= end)
        {
            return false;
        }

        if (++_fields > MostFields)
        {
            throw new InvalidDataException("got more than five million fields");
        }

        stream.Position = _at;
        var tag = Varint();
        (Field, Number) = ((int)Math.Min(tag >> 3, int.MaxValue), null);
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Content(8);
                break;
            case 2:
                Content(Varint());
                break;
            case 5:
                Content(4);
                break;
            default:
                throw new InvalidDataException($"got protobuf wire type {tag & 7}");
        }

        return true;
    }

    public ProtobufReader Message() => new(stream, ContentStart, ContentEnd);

    public byte[] Bytes(int most)
    {
        if (ContentEnd - ContentStart > most)
        {
            throw new InvalidDataException($"got a field of {ContentEnd - ContentStart} bytes, want at most {most}");
        }

        var bytes = new byte[(int)(ContentEnd - ContentStart)];
        stream.Position = ContentStart;
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Numbers packed in one field.</summary>
    public IEnumerable<long> Packed(int most)
    {
        using var bytes = new MemoryStream(Bytes(most));
        var inner = new ProtobufReader(bytes, 0, bytes.Length);
        while (inner._at < bytes.Length)
        {
            yield return (long)inner.Varint();
        }
    }

    private void Content(ulong length)
    {
        if (length > (ulong)(end - _at))
        {
            throw new InvalidDataException("got a field that ends behind its message");
        }

        (ContentStart, ContentEnd) = (_at, _at + (long)length);
        _at = ContentEnd;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = _at < end ? stream.ReadByte() : -1;
            if (one < 0)
            {
                break;
            }

            _at++;
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("got a number that is cut short");
    }
}
