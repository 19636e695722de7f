using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>Opens connections: makes the run known first, then takes the best transport that the server grants.</summary>
internal sealed class ServerDoor : IDisposable
{
    private readonly HttpClient _http;
    private readonly Action<JsonElement> _command;
    private readonly Notices _notices;
    private RunIdentity _run;
    private bool _isRunKnown;

    public ServerDoor(RunIdentity run, Action<JsonElement> command, Notices notices)
    {
        _run = run;
        _command = command;
        _notices = notices;
        FirstWriter = run.Writer;
        Url = run.Url ?? throw new InvalidOperationException("BUG: a door without a server's address");
        _isRunKnown = run.Create is null;

        // A server on this machine is never behind a proxy; one elsewhere may be.
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !Url.IsLoopback,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Uri Url { get; }

    public string FirstWriter { get; }

    /// <exception cref="HttpRequestException">The server cannot be reached or will not make the run now.</exception>
    public async Task<IServerConnection> OpenAsync(CancellationToken cancel)
    {
        var http = new HttpConnection(_http, _run, _command);
        if (!_isRunKnown)
        {
            await CreateRunAsync(http, cancel);
        }

        return http;
    }

    /// <summary>From the next connection on batches go out under the new name.</summary>
    public void RenameWriter(string name) => _run = _run with { Writer = name };

    public void Dispose() => _http.Dispose();

    private async Task CreateRunAsync(HttpConnection http, CancellationToken cancel)
    {
        var answer = await http.CreateAsync(_run.Create, cancel);
        if (answer.Outcome == Outcome.Refused)
        {
            _notices.Say($"the server did not take the run's description ({answer.Detail}); it is made with its name alone");
            answer = await http.CreateAsync(RunRequests.NameAlone(_run.Create!), cancel);
        }

        _isRunKnown = answer.Outcome is Outcome.Delivered or Outcome.Conflict ? true : throw new HttpRequestException(answer.Detail);
    }
}
