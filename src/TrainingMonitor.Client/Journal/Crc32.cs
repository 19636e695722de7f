using System.Buffers.Binary;

namespace TrainingMonitor.Client;

/// <summary>The CRC of zlib, gzip and PNG (IEEE, polynomial 0xEDB88320 reflected), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes, uint seed = 0)
    {
        var crc = ~seed;
        while (bytes.Length >= 8)
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = Table(7, low) ^ Table(6, low >> 8) ^ Table(5, low >> 16) ^ Table(4, low >> 24)
                ^ Table(3, high) ^ Table(2, high >> 8) ^ Table(1, high >> 16) ^ Table(0, high >> 24);
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            crc = (crc >> 8) ^ Table(0, crc ^ b);
        }

        return ~crc;
    }

    private static uint Table(int table, uint index) => Tables[(table << 8) | (int)(index & 0xFF)];

    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0; i < tables.Length; i++)
        {
            // The first table is the plain one; each further one advances the one before by a byte of zeros.
            var crc = i < 256 ? (uint)i : tables[i - 256];
            if (i < 256)
            {
                for (var bit = 0; bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
                }
            }
            else
            {
                crc = (crc >> 8) ^ tables[crc & 0xFF];
            }

            tables[i] = crc;
        }

        return tables;
    }
}
