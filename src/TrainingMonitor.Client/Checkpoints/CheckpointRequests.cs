using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>The requests about checkpoints, as the journal keeps them.</summary>
internal static class CheckpointRequests
{
    public static byte[] Register(string runId, Checkpoint checkpoint) =>
        RunRequests.Request("POST", $"/api/runs/{runId}/checkpoints", json =>
        {
            json.WriteStartObject();
            json.WriteString("run_id", runId);
            json.WriteString("stored", "registered");
            foreach (var member in JsonSerializer.SerializeToElement(checkpoint, LedgerJson.Default.Checkpoint).EnumerateObject())
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        });

    public static byte[] MarkBest(string id) => RunRequests.Request("PUT", $"/api/checkpoints/{id}", json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("is_best", true);
        json.WriteEndObject();
    });

    public static byte[] Delete(string id) => RunRequests.Request("DELETE", $"/api/checkpoints/{id}", json => json.WriteNullValue());
}
