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
    public static byte[] Empty(byte[] batch)
    {
        using var parsed = JsonDocument.Parse(batch);
        var root = parsed.RootElement;
        var lost = Points(root) + (root.TryGetProperty("lost", out var before) ? before.GetInt64() : 0);
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var member in root.EnumerateObject().Where(member => member.Name is "writer" or "seq" or "rank"))
            {
                member.WriteTo(json);
            }

            json.WriteNumber("lost", lost);
            json.WriteStartArray("steps");
            json.WriteEndArray();
            json.WriteStartArray("times");
            json.WriteEndArray();
            json.WriteStartObject("metrics");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static long Points(JsonElement batch) =>
        batch.GetProperty("metrics").EnumerateObject()
            .Sum(column => column.Value.EnumerateArray().LongCount(value => value.ValueKind != JsonValueKind.Null));
}
