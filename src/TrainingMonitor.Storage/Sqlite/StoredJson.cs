using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>
/// JSON texts from the database. One whose bytes are not what was written costs only itself: it reads as what stands in for
/// it, and is noted with its name and text for whoever can tell of it.
/// </summary>
internal readonly struct StoredJson(List<(string Part, string Text)>? damaged)
{
    /// <summary>For texts that nobody is told of.</summary>
    public static StoredJson Untold => default;

    public T Read<T>(string part, string? text, JsonTypeInfo<T> type, T otherwise)
    {
        try
        {
            return text is null ? otherwise : JsonSerializer.Deserialize(text, type) ?? throw new JsonException("got null");
        }
        catch (JsonException)
        {
            damaged?.Add((part, text!));
            return otherwise;
        }
    }

    public JsonElement? Element(string part, string? text)
    {
        try
        {
            return text is null ? null : ParseElement(text);
        }
        catch (JsonException)
        {
            damaged?.Add((part, text!));
            return null;
        }
    }

    /// <summary>What stands in for an object that cannot be read.</summary>
    public static JsonElement Empty { get; } = ParseElement("{}");

    private static JsonElement ParseElement(string text)
    {
        using var document = JsonDocument.Parse(text, WireJson.Deep);
        return document.RootElement.Clone();
    }
}
