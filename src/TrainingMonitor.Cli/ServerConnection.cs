using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrainingMonitor.Client;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Cli;

/// <summary>A server as commands ask it. Whatever goes wrong is one sentence in a <see cref="ServerException"/>.</summary>
internal sealed class ServerConnection(Uri url) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = !url.IsLoopback, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan };

    public Uri Url => url;

    /// <summary>Runs a command's work on the server that the options name, and turns what goes wrong into a sentence and an exit code.</summary>
    public static async Task<int> UseAsync(Uri? url, Func<ServerConnection, Task<int>> work)
    {
        if (url is null)
        {
            await Console.Error.WriteLineAsync($"tmon: got {ServerUrl.Variable}={Environment.GetEnvironmentVariable(ServerUrl.Variable)}, want an address such as {ServerUrl.Default}");
            return ExitCode.WrongUse;
        }

        using var server = new ServerConnection(url);
        try
        {
            return await work(server);
        }
        catch (ServerException problem)
        {
            await Console.Error.WriteLineAsync($"tmon: {problem.Message}");
            return problem.Status == HttpStatusCode.BadRequest ? ExitCode.WrongUse : ExitCode.Failed;
        }
    }

    /// <exception cref="ServerException">It does not answer, or not with this.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stop)
    {
        try
        {
            return JsonSerializer.Deserialize(await GetTextAsync(path, stop), type) ?? throw NotOurs();
        }
        catch (JsonException)
        {
            throw NotOurs();
        }
    }

    public async Task<string> GetTextAsync(string path, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await AskAsync(path, patience.Token);
            return await answer.Content.ReadAsStringAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ServerException($"got no answer from {Shown} within {Patience.TotalSeconds} s");
        }
    }

    /// <summary>Copies an answer of any length.</summary>
    public async Task CopyAsync(string path, Stream to, CancellationToken stop)
    {
        using var answer = await AskAsync(path, stop);
        try
        {
            await answer.Content.CopyToAsync(to, stop);
        }
        catch (HttpRequestException cut)
        {
            throw new ServerException($"{Shown} broke off in the middle ({cut.Message})");
        }
    }

    /// <summary>A run by its id, or the newest that bears this name.</summary>
    public async Task<Run> FindRunAsync(string idOrName, CancellationToken stop)
    {
        if (Id.IsValid(idOrName))
        {
            try
            {
                return await GetAsync($"/api/runs/{idOrName}", WireJson.Default.Run, stop);
            }
            catch (ServerException unknown) when (unknown.Status == HttpStatusCode.NotFound)
            {
                // It may be a name.
            }
        }

        var found = await GetAsync($"/api/runs?q={Uri.EscapeDataString(idOrName)}&sort=-created_at&limit=1000", WireJson.Default.ListAnswerRun, stop);
        return found.Items.FirstOrDefault(run => run.Name == idOrName) ?? throw new ServerException($"got '{idOrName}', want the id or name of a run that {Shown} has");
    }

    public void Dispose() => _http.Dispose();

    private string Shown => url.AbsoluteUri.TrimEnd('/');

    private async Task<HttpResponseMessage> AskAsync(string path, CancellationToken stop)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.GetAsync(new Uri(Shown + path), HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (HttpRequestException away)
        {
            throw new ServerException($"got no connection to {Shown} ({away.InnerException?.Message ?? away.Message}); is the server running? --url names another");
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            using var problem = JsonText.TryParse(await answer.Content.ReadAsByteArrayAsync(stop));
            throw problem?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("detail", out var detail)
                ? new ServerException(detail.ToString(), answer.StatusCode)
                : new ServerException($"got HTTP {(int)answer.StatusCode} from {Shown}", answer.StatusCode);
        }
    }

    private ServerException NotOurs() => new($"got an answer from {Shown} that is none of Training Monitor's; is it the right address?");
}
