using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>Changes to a batch that is already sealed; rare, so they read it as JSON. Both SDKs' batches are taken.</summary>
internal static class BatchEdit
{
    /// <summary>The same batch under another writer's name and number.</summary>
    public static byte[] Rename(byte[] batch, string writer, long seq)
    {
        using var parsed = JsonDocument.Parse(batch);
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("writer", writer);
            json.WriteNumber("seq", seq);
            foreach (var member in parsed.RootElement.EnumerateObject().Where(member => member.Name is not ("writer" or "seq")))
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        });
    }

    /// <summary>The batch's number with none of its points, which are counted as lost.</summary>
    /// <param name="batch">As it would go out.</param>
    /// <param name="more">Points of others, counted with them.</param>
    public static byte[] Empty(byte[] batch, long more = 0) => Keep(batch, _ => false, more);

    /// <summary>What a batch answers for: its points, and those it counts as lost.</summary>
    public static long Count(byte[] batch)
    {
        using var parsed = JsonDocument.Parse(batch);
        return (parsed.RootElement.TryGetProperty("lost", out var lost) ? lost.GetInt64() : 0)
            + parsed.RootElement.GetProperty("metrics").EnumerateObject()
                .Sum(column => column.Value.EnumerateArray().LongCount(value => value.ValueKind != JsonValueKind.Null));
    }

    /// <summary>Its points alone, counted in passing; 0 of bytes that are no batch.</summary>
    public static long Points(ReadOnlySpan<byte> batch)
    {
        const int DepthOfValues = 3;
        var (points, isInMetrics) = (0L, false);
        try
        {
            for (var json = new Utf8JsonReader(batch); json.Read();)
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1)
                {
                    isInMetrics = json.ValueTextEquals("metrics"u8);
                }
                else if (isInMetrics && json.CurrentDepth == DepthOfValues && json.TokenType is JsonTokenType.Number or JsonTokenType.String)
                {
                    points++;
                }
            }
        }
        catch (JsonException)
        {
            return 0;
        }

        return points;
    }

    /// <summary>Every second of its steps; the points of the others are counted as lost.</summary>
    /// <param name="batch">As it would go out.</param>
    /// <param name="keepsSingle">Whether a batch of one step keeps it.</param>
    public static byte[] Halve(byte[] batch, bool keepsSingle) => Keep(batch, row => row % 2 == (keepsSingle ? 0 : 1));

    private static byte[] Keep(byte[] batch, Func<int, bool> keeps, long more = 0)
    {
        using var parsed = JsonDocument.Parse(batch);
        var root = parsed.RootElement;
        var lost = more + (root.TryGetProperty("lost", out var before) ? before.GetInt64() : 0);
        foreach (var column in root.GetProperty("metrics").EnumerateObject())
        {
            lost += column.Value.EnumerateArray().Where((value, row) => !keeps(row) && value.ValueKind != JsonValueKind.Null).LongCount();
        }

        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var member in root.EnumerateObject().Where(member => member.Name is "writer" or "seq" or "rank"))
            {
                member.WriteTo(json);
            }

            json.WriteNumber("lost", lost);
            WriteKept(json, "steps", root.GetProperty("steps"), keeps);
            if (root.TryGetProperty("times", out var times))
            {
                WriteKept(json, "times", times, keeps);
            }

            json.WriteStartObject("metrics");
            foreach (var column in root.GetProperty("metrics").EnumerateObject().Where(column => HasKept(column.Value, keeps)))
            {
                WriteKept(json, column.Name, column.Value, keeps);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>A column without a value is left out: its name may be what the server refuses.</summary>
    private static bool HasKept(JsonElement column, Func<int, bool> keeps) =>
        column.EnumerateArray().Where((value, row) => keeps(row) && value.ValueKind != JsonValueKind.Null).Any();

    private static void WriteKept(Utf8JsonWriter json, string name, JsonElement values, Func<int, bool> keeps)
    {
        json.WriteStartArray(name);
        foreach (var value in values.EnumerateArray().Where((_, row) => keeps(row)))
        {
            value.WriteTo(json);
        }

        json.WriteEndArray();
    }
}
