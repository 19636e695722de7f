using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Digits;

/// <summary>
/// Writes a network as <c>.safetensors</c>: the length of the header (u64, little-endian), a JSON header that gives
/// each tensor's type, shape and place, then the numbers.
/// </summary>
internal static class SafeTensors
{
    public static void Write(Stream stream, IReadOnlyList<(string Name, Parameter Parameter)> tensors)
    {
        var header = Header(tensors);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, parameter) in tensors)
        {
            stream.Write(MemoryMarshal.AsBytes(parameter.Values.AsSpan()));
        }
    }

    private static byte[] Header(IReadOnlyList<(string Name, Parameter Parameter)> tensors)
    {
        using var buffer = new MemoryStream();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        var offset = 0L;
        foreach (var (name, parameter) in tensors)
        {
            json.WriteStartObject(name);
            json.WriteString("dtype", "F32");
            json.WriteStartArray("shape");
            foreach (var size in parameter.Shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += parameter.Values.Length * sizeof(float));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();

        // Padded with spaces to a multiple of 8, so that the numbers lie aligned.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }
}
