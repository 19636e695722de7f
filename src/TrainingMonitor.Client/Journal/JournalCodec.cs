using System.Buffers.Binary;

namespace TrainingMonitor.Client;

/// <summary>The bytes of a journal, drawn in <c>docs/format/journal.md</c>; the Python SDK reads and writes the same.</summary>
internal static class JournalCodec
{
    public const int FileHeaderLength = 8;
    public const int RecordHeaderLength = 20;
    public const int MaxPayload = 32 << 20;
    public const ushort Version = 1;

    private const int CrcFrom = 8;

    public static ReadOnlySpan<byte> Magic => "TMJL"u8;

    public static byte[] FileHeader()
    {
        var header = new byte[FileHeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Version);
        return header;
    }

    public static byte[] Encode(long number, JournalKind kind, ReadOnlySpan<byte> payload)
    {
        var record = new byte[RecordHeaderLength + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), number);
        record[16] = (byte)kind;
        payload.CopyTo(record.AsSpan(RecordHeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Crc32.Of(record.AsSpan(CrcFrom)));
        return record;
    }

    /// <summary>Reads the record at the start of <paramref name="bytes"/>; null when it is cut short, too long or damaged.</summary>
    public static JournalRecord? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < RecordHeaderLength || PayloadLength(bytes) is not { } length || bytes.Length - RecordHeaderLength < length)
        {
            return null;
        }

        var record = bytes[..(RecordHeaderLength + length)];
        return BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) == Crc32.Of(record[CrcFrom..])
            ? new JournalRecord(BinaryPrimitives.ReadInt64LittleEndian(record[8..]), (JournalKind)record[16], record[RecordHeaderLength..].ToArray())
            : null;
    }

    /// <summary>The payload's length as a header gives it; null when it is no length that a record may have.</summary>
    public static int? PayloadLength(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header) is <= MaxPayload and var length ? (int)length : null;
}
