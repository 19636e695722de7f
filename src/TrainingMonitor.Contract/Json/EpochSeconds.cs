using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract.Json;

/// <summary>
/// Point times: microseconds in memory, seconds on the wire. A float64 near today's epoch resolves a quarter of a
/// microsecond, so the round trip is exact.
/// </summary>
public static class EpochSeconds
{
    /// <summary>Microseconds, or null when the number is no time within ±2^53 µs (about 285 years).</summary>
    public static long? ToMicroseconds(double seconds) =>
        Math.Abs(seconds) <= 9_007_199_254.740992 ? (long)Math.Round(seconds * 1e6) : null;

    public static double ToSeconds(long microseconds) => microseconds / 1e6;
}

/// <summary>A column of point times.</summary>
public sealed class EpochSecondsColumnJsonConverter : JsonConverter<long[]>
{
    public override long[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var times = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            times.Add(EpochSeconds.ToMicroseconds(reader.GetDouble()) ?? throw new JsonException("got a time out of range, want seconds since 1970"));
        }

        return [.. times];
    }

    public override void Write(Utf8JsonWriter writer, long[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var time in value)
        {
            writer.WriteNumberValue(EpochSeconds.ToSeconds(time));
        }

        writer.WriteEndArray();
    }
}
