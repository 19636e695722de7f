using System.Buffers.Binary;
using System.IO.Compression;

namespace TrainingMonitor.Contract.Inspection;

/// <summary>Opens a zip archive after a look at how long its table of contents claims to be, and reads entries up to a bound.</summary>
internal static class ZipBounds
{
    private const long LongestContents = 64L << 20;
    private const int EndLength = 22;
    private const int LongestComment = 65_535;

    /// <summary>The four bytes that a zip begins with. One hung behind something else is not what a loader would read.</summary>
    public static bool IsZip(Stream file)
    {
        Span<byte> head = stackalloc byte[4];
        file.Position = 0;
        return file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head.SequenceEqual("PK\u0003\u0004"u8);
    }

    public static ZipArchive Open(Stream file)
    {
        if (!IsZip(file))
        {
            throw new InvalidDataException("got no zip archive");
        }

        if (ContentsLength(file) > LongestContents)
        {
            throw new InvalidDataException("got a zip archive with more than 64 MB of entry names");
        }

        file.Position = 0;
        return new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
    }

    /// <exception cref="InvalidDataException">It unpacks to more than <paramref name="most"/> bytes.</exception>
    public static byte[] Read(ZipArchiveEntry entry, int most)
    {
        using var stream = entry.Open();
        var bytes = new byte[(int)Math.Clamp(entry.Length, 256, most)];
        var length = 0;
        while (true)
        {
            var read = stream.Read(bytes, length, bytes.Length - length);
            if (read == 0)
            {
                return bytes[..length];
            }

            length += read;
            if (length == bytes.Length)
            {
                if (length >= most)
                {
                    return stream.ReadByte() < 0 ? bytes : throw new InvalidDataException($"got {Path.GetFileName(entry.Name)} of more than {most >> 20} MB");
                }

                Array.Resize(ref bytes, (int)Math.Min((long)length * 2, most));
            }
        }
    }

    private static long ContentsLength(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndLength + LongestComment)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < EndLength)
        {
            throw new InvalidDataException("got a zip archive that is cut short");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        if (length != uint.MaxValue)
        {
            return length;
        }

        // Zip64: a locator right before the end record says where the record with the long numbers lies.
        var locator = end - 20;
        if (locator < 0 || !tail.AsSpan(locator, 4).SequenceEqual("PK\u0006\u0007"u8))
        {
            throw new InvalidDataException("got a zip archive whose end contradicts itself");
        }

        var at = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
        Span<byte> record = stackalloc byte[56];
        if (at < 0 || at > file.Length - record.Length)
        {
            throw new InvalidDataException("got a zip archive whose end contradicts itself");
        }

        file.Position = at;
        file.ReadExactly(record);
        return BinaryPrimitives.ReadInt64LittleEndian(record[40..]) is >= 0 and var said ? said : long.MaxValue;
    }
}
