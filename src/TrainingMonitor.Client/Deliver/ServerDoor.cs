using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>Opens connections: makes the run known first, then takes the best transport that the server grants.</summary>
internal sealed class ServerDoor : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _http;
    private readonly HttpMessageInvoker _sockets;
    private readonly Action<JsonElement> _command;
    private readonly Notices _notices;
    private RunIdentity _run;
    private volatile bool _isRunKnown;

    public ServerDoor(RunIdentity run, Action<JsonElement> command, Notices notices)
    {
        _run = run;
        _command = command;
        _notices = notices;
        FirstWriter = run.Writer;
        Url = run.Url ?? throw new InvalidOperationException("BUG: a door without a server's address");
        _isRunKnown = run.Create is null;

        // A server on this machine is never behind a proxy; one elsewhere may be.
        _handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !Url.IsLoopback,
        };
        _http = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        _sockets = new HttpMessageInvoker(_handler, disposeHandler: false);
    }

    public Uri Url { get; }

    public string FirstWriter { get; }

    /// <exception cref="HttpRequestException">The server cannot be reached or will not make the run now.</exception>
    public async Task<IServerConnection> OpenAsync(CancellationToken cancel)
    {
        await MakeRunAsync(cancel);
        var http = new HttpConnection(_http, _run, _command);
        return await UpgradeAsync(cancel) is { } socket
            && await SocketConnection.StartAsync(socket, http, _run, _command, cancel) is { } connection
            ? connection
            : http;
    }

    /// <summary>Makes the run where it is not known yet.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached or will not make the run now.</exception>
    public Task MakeRunAsync(CancellationToken cancel) =>
        _isRunKnown ? Task.CompletedTask : CreateRunAsync(new HttpConnection(_http, _run, _command), cancel);

    /// <summary>Whether the server has made the run, or somebody else has.</summary>
    public bool IsRunKnown => _isRunKnown;

    /// <summary>A request beside the deliveries, which may be lost.</summary>
    public Task<Answer> SendAsync(HttpMethod method, string path, byte[] body, CancellationToken cancel) =>
        new HttpConnection(_http, _run, _command).SendAsync(method, path, body, wanted: [], cancel);

    /// <summary>A file, from the disk; waits as long as some of it is taken.</summary>
    public Task<Answer> UploadAsync(string path, FileStream file, CancellationToken cancel) =>
        new HttpConnection(_http, _run, _command).UploadAsync(path, file, cancel);

    /// <summary>From the next connection on batches go out under the new name.</summary>
    public void RenameWriter(string name) => _run = _run with { Writer = name };

    public void Dispose()
    {
        _http.Dispose();
        _sockets.Dispose();
        _handler.Dispose();
    }

    /// <summary>Null where there is a server but no WebSocket: an older proxy stands between, or swallows the upgrade.</summary>
    /// <exception cref="WebSocketException">There is no server.</exception>
    private async Task<ClientWebSocket?> UpgradeAsync(CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(15);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(HttpConnection.Patience);
        try
        {
            await socket.ConnectAsync(ServerUrl.Socket(Url), _sockets, patience.Token);
            return socket;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            var isRefused = socket.HttpStatusCode != 0 || failure is OperationCanceledException;
            socket.Dispose();
            if (isRefused)
            {
                return null;
            }

            throw;
        }
    }

    private async Task CreateRunAsync(HttpConnection http, CancellationToken cancel)
    {
        var answer = await http.CreateAsync(_run.Create, cancel);
        if (answer.Outcome == Outcome.Refused)
        {
            // Made with its name, then described field by field: one that is refused does not take the others with it.
            var refused = answer.Detail;
            answer = await http.CreateAsync(RunRequests.NameAlone(_run.Create!), cancel);
            foreach (var field in answer.Outcome == Outcome.Delivered ? RunRequests.Fields(_run.Create!) : [])
            {
                var taken = await http.SendAsync(HttpMethod.Put, $"/api/runs/{_run.RunId}", field, wanted: [], cancel);
                refused = taken.Outcome == Outcome.Delivered ? refused : taken.Detail;
            }

            _notices.Say($"the server did not take part of the run's description ({refused}); the run has the rest");
        }

        _isRunKnown = answer.Outcome is Outcome.Delivered or Outcome.Conflict ? true : throw new HttpRequestException(answer.Detail);
    }
}
