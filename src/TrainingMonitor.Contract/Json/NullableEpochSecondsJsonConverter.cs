using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract.Json;

/// <summary>One point time that may be missing.</summary>
public sealed class NullableEpochSecondsJsonConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : EpochSeconds.ToMicroseconds(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteNumberValue(EpochSeconds.ToSeconds(time));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
