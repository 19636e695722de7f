using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract.Json;

/// <summary>Enums travel as snake_case words; a number is not taken for one.</summary>
public sealed class WireEnumJsonConverter<T>() : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return WireWord<T>.TryParse(text, out var value)
            ? value
            : throw new JsonException($"got '{text ?? reader.TokenType.ToString()}', want one of {WireWord<T>.All}");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireWord<T>.Of(value));
}
