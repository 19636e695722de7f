using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>Deliveries as plain HTTP requests: where no WebSocket can be had, and for all that is no batch.</summary>
internal sealed class HttpConnection(HttpClient http, RunIdentity run, Action<JsonElement> command) : IServerConnection
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Time in which some of a file must be taken, and then its answer come: the server has to sync and inspect it.</summary>
    private static readonly TimeSpan UploadPatience = TimeSpan.FromSeconds(60);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>What one of stands in every good answer to a request that must not be lost, where it is not empty.</summary>
    private static readonly string[] OfRequest = ["id", "accepted"];

    public Task Closed { get; } = new TaskCompletionSource().Task;

    public async Task<Answer> SendAsync(Delivery delivery, CancellationToken cancel)
    {
        if (delivery.Kind == JournalKind.Batch)
        {
            return await SendAsync(HttpMethod.Post, $"/api/runs/{run.RunId}/metrics", delivery.Payload, ["accepted"], cancel);
        }

        using var request = JsonText.TryParse(delivery.Payload);
        if (request?.RootElement is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("method", out var method) || method.GetString() is not { } verb
            || !root.TryGetProperty("path", out var path) || path.GetString() is not ['/', ..] where)
        {
            return new Answer(Outcome.Refused, "got a request in the journal without a method and a path");
        }

        var hasBody = root.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Null;
        var answer = await SendAsync(HttpMethod.Parse(verb), where, hasBody ? JsonText.Utf8(body) : default, OfRequest, cancel);
        if (answer.Outcome != Outcome.UnknownRun)
        {
            return answer;
        }

        // Not found may be the run, a command of it or a checkpoint: the run itself tells which.
        var found = await SendAsync(HttpMethod.Get, $"/api/runs/{run.RunId}", default, ["id"], cancel);
        return found.Outcome is Outcome.UnknownRun or Outcome.Deleted ? found : answer with { Outcome = Outcome.Refused };
    }

    public async Task<Answer> CreateAsync(ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        await SendAsync(HttpMethod.Post, "/api/runs", body, ["id"], cancel);

    public async Task HeartbeatAsync(CancellationToken cancel) =>
        await SendAsync(HttpMethod.Post, $"/api/runs/{run.RunId}/heartbeat", run.Heartbeat, wanted: [], cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async Task<Answer> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, string[] wanted, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await SendAsync(method, path, body, wanted, patience);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {Patience.TotalSeconds} s");
        }
    }

    public async Task<Answer> UploadAsync(string path, FileStream file, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(UploadPatience);
        try
        {
            using var content = new FileContent(file, () => patience.CancelAfter(UploadPatience));
            return await SendAsync(HttpMethod.Post, path, content, ["sha256"], patience);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing of the file was taken for {UploadPatience.TotalSeconds} s");
        }
    }

    private async Task<Answer> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, string[] wanted, CancellationTokenSource patience)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        return await SendAsync(method, path, content, wanted, patience);
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent content, string[] wanted, CancellationTokenSource patience)
    {
        using var request = new HttpRequestMessage(method, new Uri(run.Url!.AbsoluteUri.TrimEnd('/') + path)) { Content = content };

        // A server that will not take a file says so before it is sent.
        request.Headers.ExpectContinue = content is FileContent ? true : null;
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        var text = await response.Content.ReadAsByteArrayAsync(patience.Token);
        return response.StatusCode == HttpStatusCode.NoContent ? new Answer(Outcome.Delivered)
            : response.IsSuccessStatusCode ? Delivered(text, wanted)
            : HttpAnswer.Of(response.StatusCode, text, response.Headers.RetryAfter?.Delta);
    }

    /// <param name="text">The body of a good answer.</param>
    /// <param name="wanted">Members without any of which it was not the server that spoke, and nothing is known to be durable.</param>
    private Answer Delivered(byte[] text, string[] wanted)
    {
        using var answer = JsonText.TryParse(text);
        if (answer?.RootElement is not { ValueKind: JsonValueKind.Object } root || (wanted.Length > 0 && !wanted.Any(name => root.TryGetProperty(name, out _))))
        {
            return new Answer(Outcome.Later, $"got an answer without '{wanted.FirstOrDefault("{")}'; is this a Training Monitor?");
        }

        if (root.TryGetProperty("commands", out var commands) && commands.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in commands.EnumerateArray())
            {
                command(one.Clone());
            }
        }

        return Answer.Stored(root);
    }
}
