using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ArmCrc = System.Runtime.Intrinsics.Arm.Crc32;
using System.Runtime.Intrinsics.X86;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>CRC-32C (Castagnoli), by the processor's own instruction where it has one.</summary>
internal static class Crc32C
{
    private static readonly uint[] Table = MakeTable();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        if (Sse42.X64.IsSupported)
        {
            ulong wide = crc;
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                wide = Sse42.X64.Crc32(wide, MemoryMarshal.Read<ulong>(bytes));
            }

            crc = (uint)wide;
            foreach (var b in bytes)
            {
                crc = Sse42.Crc32(crc, b);
            }

            return ~crc;
        }

        if (ArmCrc.Arm64.IsSupported)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                crc = ArmCrc.Arm64.ComputeCrc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            }
        }

        return ~ByTable(crc, bytes);
    }

    internal static uint ByTable(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * 0x82F63B78u);
            }

            table[i] = value;
        }

        return table;
    }
}
