using System.Buffers;
using System.Text.Json;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>The few ways in which the SDK handles JSON text as bytes.</summary>
internal static class JsonText
{
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Utf8(JsonElement element) => Write(element.WriteTo);

    /// <summary>Null when the bytes are no JSON.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, WireJson.Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
