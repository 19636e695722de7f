using System.Text;
using System.Text.Json;

namespace TrainingMonitor.Server.Problems;

/// <summary>What a JSON object of the user's own (a config, metadata) must be before it is kept: an object, bounded, with text that is text.</summary>
internal sealed class JsonRule(ServerOptions options)
{
    public void Object(string field, JsonElement? given)
    {
        if (given is not { } json || json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw ProblemException.BadRequest($"got {field} as {json.ValueKind.ToString().ToLowerInvariant()}, want a JSON object");
        }

        var bytes = Encoding.UTF8.GetByteCount(json.GetRawText());
        if (bytes > options.MaxConfigBytes)
        {
            throw new ProblemException(413, $"got a {field} of {bytes} bytes, want at most {options.MaxConfigBytes}");
        }

        Strings(field, json);
    }

    // Text that is no text (a lone surrogate behind an escape, a NUL) would fail later, at every reader.
    private static void Strings(string field, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    TextRule.Prose($"a {field} key", Text(field, () => member.Name), int.MaxValue);
                    Strings(field, member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    Strings(field, item);
                }

                break;
            case JsonValueKind.String:
                TextRule.Prose(field, Text(field, () => json.GetString()!), int.MaxValue);
                break;
        }
    }

    private static string Text(string field, Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw ProblemException.BadRequest($"got a lone surrogate in {field}, want valid Unicode");
        }
    }
}
