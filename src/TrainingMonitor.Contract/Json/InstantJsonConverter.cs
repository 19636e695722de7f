using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract.Json;

/// <summary>Writes an <see cref="Instant"/> as RFC 3339 in UTC with six decimals.</summary>
public sealed class InstantJsonConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return Instant.TryParse(text, out var instant)
            ? instant
            : throw new JsonException($"got '{text}', want an RFC 3339 time such as 2026-11-22T09:30:00.123456Z");
    }

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
