using System.Net.Http.Headers;
using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>Deliveries as plain HTTP requests: where no WebSocket can be had, and for all that is no batch.</summary>
internal sealed class HttpConnection(HttpClient http, RunIdentity run, Action<JsonElement> command) : IServerConnection
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public Task Closed { get; } = new TaskCompletionSource().Task;

    public async Task<Answer> SendAsync(Delivery delivery, CancellationToken cancel)
    {
        if (delivery.Kind == JournalKind.Batch)
        {
            return await SendAsync(HttpMethod.Post, $"/api/runs/{run.RunId}/metrics", delivery.Payload, isBatch: true, cancel);
        }

        using var request = JsonDocument.Parse(delivery.Payload);
        var method = HttpMethod.Parse(request.RootElement.GetProperty("method").GetString());
        var path = request.RootElement.GetProperty("path").GetString()!;
        var body = JsonText.Utf8(request.RootElement.GetProperty("body"));
        return await SendAsync(method, path, body, isBatch: false, cancel);
    }

    public async Task<Answer> CreateAsync(ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        await SendAsync(HttpMethod.Post, "/api/runs", body, isBatch: false, cancel);

    public async Task HeartbeatAsync(CancellationToken cancel) =>
        await SendAsync(HttpMethod.Post, $"/api/runs/{run.RunId}/heartbeat", run.Heartbeat, isBatch: false, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<Answer> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, bool isBatch, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await SendAsync(method, path, body, isBatch, patience);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {Patience.TotalSeconds} s");
        }
    }

    private async Task<Answer> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, bool isBatch, CancellationTokenSource patience)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(method, new Uri(run.Url!.AbsoluteUri.TrimEnd('/') + path)) { Content = content };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        var text = await response.Content.ReadAsByteArrayAsync(patience.Token);
        return response.IsSuccessStatusCode
            ? Delivered(text, isBatch)
            : HttpAnswer.Of(response.StatusCode, text, response.Headers.RetryAfter?.Delta);
    }

    private Answer Delivered(byte[] text, bool isBatch)
    {
        using var answer = JsonText.TryParse(text);
        if (answer is null && isBatch)
        {
            // Whatever spoke there, it was not the server: nothing says that the points are durable.
            return new Answer(Outcome.Later, "got an answer that is no JSON, want what the batch became");
        }

        if (answer?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            return isBatch ? new Answer(Outcome.Later, "got an answer that is no JSON object") : new Answer(Outcome.Delivered);
        }

        if (isBatch && !root.TryGetProperty("accepted", out _))
        {
            return new Answer(Outcome.Later, "got an answer without 'accepted'");
        }

        if (root.TryGetProperty("commands", out var commands) && commands.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in commands.EnumerateArray())
            {
                command(one.Clone());
            }
        }

        return new Answer(Outcome.Delivered);
    }
}
