using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>
/// Writes a configuration as JSON: numbers, texts, truth values, instants, JSON, dictionaries and lists of these, and the
/// public properties of records and other plain objects; anything else as its text. What looks like a secret is not
/// written. Nothing that a value throws gets out.
/// </summary>
internal static class ConfigText
{
    private const int MaxDepth = 32;

    // JSON is read 64 levels deep, and a ledger holds a checkpoint's metadata six levels down.
    private const int MaxTextDepth = 56;
    private const int MaxItems = 10_000;

    public static JsonElement? Element(TrainingMonitorOptions options)
    {
        if (options.Config is null && !options.CaptureEnvironment)
        {
            return null;
        }

        var members = new Dictionary<string, object?>(options.Config ?? new Dictionary<string, object?>());
        if (options.CaptureEnvironment)
        {
            members["environment"] = RunEnvironment.Capture();
        }

        return Element(members);
    }

    /// <summary>An object with these members; empty when there are none.</summary>
    public static JsonElement Element(IReadOnlyDictionary<string, object?>? members)
    {
        using var parsed = JsonDocument.Parse(JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var (key, value) in members ?? new Dictionary<string, object?>())
            {
                json.WritePropertyName(key);
                json.WriteRawValue(Member(key, value));
            }

            json.WriteEndObject();
        }));
        return parsed.RootElement.Clone();
    }

    /// <summary>Apart from the others: JSON whose document is gone, or that is too deep, costs itself alone.</summary>
    private static byte[] Member(string key, object? value)
    {
        try
        {
            var text = JsonText.Write(json => WriteValue(json, key, value, 1));
            using var parsed = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxTextDepth });
            return text;
        }
        catch (Exception)
        {
            return JsonText.Write(json => json.WriteStringValue($"<{value?.GetType().Name}>"));
        }
    }

    private static void WriteMember(Utf8JsonWriter json, string key, object? value, int depth)
    {
        json.WritePropertyName(key);
        WriteValue(json, key, value, depth);
    }

    private static void WriteValue(Utf8JsonWriter json, string key, object? value, int depth)
    {
        if (value is string or JsonElement { ValueKind: JsonValueKind.String } && Secrets.IsSecret(key))
        {
            json.WriteStringValue(Secrets.Redacted);
        }
        else
        {
            Write(json, value, depth);
        }
    }

    public static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case string text:
                json.WriteStringValue(Secrets.InUrl(text));
                break;
            case float number:
                WriteNumber(json, double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
                break;
            case double number:
                WriteNumber(json, number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                json.WriteNullValue();
                break;
            case JsonElement { ValueKind: JsonValueKind.Object } element:
                WriteObject(json, element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)), depth);
                break;
            case JsonElement { ValueKind: JsonValueKind.Array } element:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(json, item, depth + 1);
                }

                json.WriteEndArray();
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case JsonNode node:
                using (var parsed = JsonDocument.Parse(node.ToJsonString()))
                {
                    Write(json, parsed.RootElement, depth);
                }

                break;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly:
                json.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteMembers(json, value, () => members, depth);
                break;
            case IDictionary members:
                WriteMembers(json, value, () => members.Keys.Cast<object>().Select(key => KeyValuePair.Create(Text(key), members[key])), depth);
                break;
            case IEnumerable items when depth < MaxDepth && Read(items.Cast<object?>) is { } list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    Write(json, item, depth + 1);
                }

                json.WriteEndArray();
                break;
            default:
                if (value is not IEnumerable && PlainObject.Properties(value) is { } properties)
                {
                    WriteMembers(json, value, () => properties, depth);
                }
                else
                {
                    json.WriteStringValue(Text(value));
                }

                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, object value, Func<IEnumerable<KeyValuePair<string, object?>>> members, int depth)
    {
        if (depth < MaxDepth && Read(members) is { } list)
        {
            WriteObject(json, list, depth);
        }
        else
        {
            json.WriteStringValue(Text(value));
        }
    }

    /// <summary>All of it before the first is written, as it may throw on the way, or never end; null when it throws.</summary>
    private static List<T>? Read<T>(Func<IEnumerable<T>> items)
    {
        try
        {
            return [.. items().Take(MaxItems)];
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        json.WriteStartObject();
        foreach (var (key, value) in members)
        {
            WriteMember(json, key, value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Text(object value)
    {
        try
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }
        catch (Exception)
        {
            return $"<{value.GetType().Name}>";
        }
    }
}
