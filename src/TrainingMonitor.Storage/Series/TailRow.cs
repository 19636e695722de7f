using System.Runtime.InteropServices;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>A row of the table <c>tail</c>: records, then the CRC of them all.</summary>
internal static class TailRow
{
    public static ReadOnlySpan<byte> Check(byte[] data)
    {
        if (data.Length < 4)
        {
            throw new CorruptDataException($"got a tail row of {data.Length} bytes, want at least 4");
        }

        var body = data.AsSpan(0, data.Length - 4);
        var (got, want) = (Crc32C.Of(body), MemoryMarshal.Read<uint>(data.AsSpan(data.Length - 4)));
        return got == want ? body : throw new CorruptDataException($"got CRC {got:x8} in a tail row, want {want:x8}");
    }
}
