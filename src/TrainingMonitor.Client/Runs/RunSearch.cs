using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>What the server knows of a run that is to go on, for a script whose checkpoint folder knows nothing of it. Never throws.</summary>
internal static class RunSearch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The newest run of that name, with its checkpoints, oldest first; null when there is none, or no server.</summary>
    /// <param name="project">Of which it has to be; null for any.</param>
    public static LedgerRun? Find(Uri url, string name, string? project)
    {
        try
        {
            var ofProject = project is null ? "" : $"&project={Uri.EscapeDataString(project)}";
            using var handler = new SocketsHttpHandler { UseProxy = !url.IsLoopback, ConnectTimeout = Patience };
            using var http = new HttpClient(handler) { Timeout = Patience };
            foreach (var run in Items(http, url, $"/api/runs?q={Uri.EscapeDataString(name)}{ofProject}&sort=-created_at&limit=50"))
            {
                if (Text(run, "name") != name || Text(run, "id") is not { } id || !Id.IsValid(id))
                {
                    continue;
                }

                // Queued and pending ones have nobody to go on from.
                return Text(run, "status") is "running" or "interrupted" or "failed"
                    ? new LedgerRun(id, null, Checkpoints(Items(http, url, $"/api/runs/{id}/checkpoints?limit=100")))
                    : null;
            }
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException or JsonException or IOException or InvalidOperationException)
        {
            // Then a new run starts: training does not wait for a server.
        }

        return null;
    }

    private static IReadOnlyList<Checkpoint> Checkpoints(IEnumerable<JsonElement> items) =>
    [
        .. items.Select(item => item.Deserialize(LedgerJson.Default.Checkpoint)!)
            .Where(checkpoint => Path.IsPathFullyQualified(checkpoint.Filepath))
            .OrderBy(checkpoint => checkpoint.CreatedAt, StringComparer.Ordinal),
    ];

    private static JsonElement[] Items(HttpClient http, Uri url, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url.AbsoluteUri.TrimEnd('/') + path));
        using var answer = http.Send(request);
        using var body = JsonDocument.Parse(answer.EnsureSuccessStatusCode().Content.ReadAsStream(), WireJson.Deep);
        return [.. body.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone())];
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
