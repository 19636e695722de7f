using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract.Json;

/// <summary>One point time.</summary>
public sealed class EpochSecondsJsonConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && EpochSeconds.ToMicroseconds(seconds) is { } time
            ? time
            : throw new JsonException("got a time that is none, want seconds since 1970 as a number");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(EpochSeconds.ToSeconds(value));
}
