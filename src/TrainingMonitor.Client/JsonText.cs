using System.Buffers;
using System.Text.Json;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>
/// The few ways in which the SDK handles JSON text as bytes. What it writes is text that the server takes: a lone surrogate
/// is written as U+FFFD by the JSON writer itself, a NUL as U+2400, its picture, so that nothing a script prints, throws or
/// is configured with is refused for it.
/// </summary>
internal static class JsonText
{
    private static ReadOnlySpan<byte> Nul => "\\u0000"u8;

    private static ReadOnlySpan<byte> NulPicture => "\\u2400"u8;

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return Pictured(buffer.WrittenSpan.ToArray());
    }

    /// <summary>The same bytes, in which each escaped NUL has become its picture.</summary>
    public static byte[] Pictured(byte[] json)
    {
        var rest = json.AsSpan();
        while (rest.IndexOf(Nul) is >= 0 and var at)
        {
            // Behind an odd number of backslashes it is the text of an escape, not a NUL.
            var before = at;
            while (before > 0 && rest[before - 1] == (byte)'\\')
            {
                before--;
            }

            if ((at - before) % 2 == 0)
            {
                NulPicture.CopyTo(rest[at..]);
            }

            rest = rest[(at + Nul.Length)..];
        }

        return json;
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
