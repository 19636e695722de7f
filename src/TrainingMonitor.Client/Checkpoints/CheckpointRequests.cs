using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>The requests about checkpoints, as the journal keeps them.</summary>
internal static class CheckpointRequests
{
    public static byte[] Register(
        string runId,
        string id,
        string path,
        long size,
        string sha256,
        long? step,
        IReadOnlyDictionary<string, double>? metrics,
        IReadOnlyDictionary<string, object?>? metadata) =>
        RunRequests.Request("POST", $"/api/runs/{runId}/checkpoints", json =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("filepath", path);
            json.WriteNumber("size", size);
            json.WriteString("sha256", sha256);
            json.WriteString("validity", "unverified");
            json.WriteString("format", Path.GetExtension(path).TrimStart('.'));
            if (step is { } at)
            {
                json.WriteNumber("step", at);
            }

            WriteObject(json, "metrics", metrics?.Select(metric => KeyValuePair.Create(metric.Key, (object?)metric.Value)));
            WriteObject(json, "metadata", metadata);
            json.WriteEndObject();
        });

    public static byte[] MarkBest(string id) => RunRequests.Request("PUT", $"/api/checkpoints/{id}", json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("is_best", true);
        json.WriteEndObject();
    });

    private static void WriteObject(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, object?>>? members)
    {
        json.WritePropertyName(name);
        ConfigText.Write(json, members ?? [], 0);
    }
}
