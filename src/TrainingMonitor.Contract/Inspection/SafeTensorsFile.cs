using System.Buffers.Binary;
using System.Text.Json;

namespace TrainingMonitor.Contract.Inspection;

/// <summary>A <c>.safetensors</c> file: the length of a JSON header, the header with each tensor's type, shape and place, the data.</summary>
internal static class SafeTensorsFile
{
    private const long LongestHeader = 100L << 20;

    public static CheckpointStructure Read(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        if (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8)
        {
            throw new InvalidDataException($"got {file.Length} bytes, want at least 8");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(head);
        if (length > (ulong)Math.Min(file.Length - 8, LongestHeader))
        {
            throw new InvalidDataException($"got a header of {length} bytes in a file of {file.Length}");
        }

        var header = new byte[(int)length];
        file.ReadExactly(header);
        using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 16 });
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException("got a header that is no object");
        }

        var tensors = new TensorList();
        var end = 0L;
        foreach (var entry in json.RootElement.EnumerateObject())
        {
            if (entry.Name != "__metadata__")
            {
                var offsets = entry.Value.GetProperty("data_offsets");
                end = Math.Max(end, offsets[1].GetInt64());
                tensors.Add(entry.Name, [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())], entry.Value.GetProperty("dtype").GetString() ?? "");
            }
        }

        return 8 + (long)length + end == file.Length
            ? tensors.ToStructure(keys: null)
            : throw new InvalidDataException($"got {file.Length} bytes, want {8 + (long)length + end}");
    }
}
