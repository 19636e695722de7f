using System.Net.WebSockets;
using System.Text.Json;
using TrainingMonitor.Client;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Cli.Watch;

/// <summary>
/// The frames of one run over the WebSocket: subscribes first, reads the history then, and so misses nothing and gets nothing
/// twice. A connection that breaks is made anew, after 1, 2, 4, … at most 30 s.
/// </summary>
internal sealed class LiveFeed(ServerConnection server, string runId)
{
    private const int HistoryPoints = 1000;

    private readonly Backoff _backoff = new(Random.Shared);

    /// <summary>Why there is no connection now; null while there is one.</summary>
    public string? Trouble { get; private set; }

    /// <param name="run">Told of everything.</param>
    /// <param name="told">Called after each change, with the frame as it came; null after history was read.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ServerException">The server has no such run, or was not there from the beginning.</exception>
    public async Task FollowAsync(LiveRun run, Action<JsonElement?> told, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowOnceAsync(run, told, stop);
            }
            catch (Exception ended) when (stop.IsCancellationRequested && ended is OperationCanceledException or WebSocketException)
            {
                return;
            }
            catch (Exception cut) when (run.Now is not null && (cut is WebSocketException or JsonException || cut is ServerException { Status: null or >= System.Net.HttpStatusCode.InternalServerError }))
            {
                Trouble = cut.Message;
                told(null);
            }
            catch (WebSocketException refused)
            {
                throw new ServerException($"got no live connection to {server.Url} ({refused.Message})");
            }

            await Task.Delay(_backoff.Next(), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes the run as the server has it now, in place of what frames have told.</summary>
    /// <exception cref="ServerException">The server is gone, or has no such run any more.</exception>
    public async Task ReadAsync(LiveRun run, CancellationToken stop)
    {
        var path = $"/api/runs/{runId}";
        var history = await server.GetAsync($"{path}/metrics?points={HistoryPoints}", WireJson.Default.SeriesAnswer, stop);
        var fields = await server.GetTextAsync(path, stop);
        lock (run.Gate)
        {
            run.Begin(fields, history);
        }
    }

    private async Task FollowOnceAsync(LiveRun run, Action<JsonElement?> told, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(15);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        socket.Options.Proxy = server.Url.IsLoopback ? null : socket.Options.Proxy;
        await socket.ConnectAsync(ServerUrl.Socket(server.Url), stop);
        await SubscribeAsync(socket, stop);
        var frames = new SocketFrames(socket);
        while (await frames.ReadAsync(stop) is { } frame)
        {
            switch (frame.GetProperty("type").GetString())
            {
                case "subscribed" or "resync":
                    await ReadAsync(run, stop);
                    Trouble = null;
                    _backoff.Reset();
                    told(null);
                    break;
                case "error":
                    throw new ServerException(frame.GetProperty("message").GetString() ?? "the server refused");
                default:
                    lock (run.Gate)
                    {
                        run.Apply(frame);
                    }

                    told(frame);
                    break;
            }
        }

        throw new WebSocketException("the server closed the connection");
    }

    private async Task SubscribeAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var subscribe = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "subscribe");
            json.WriteString("run_id", runId);
            json.WriteString("format", "columns");
            json.WriteEndObject();
        });
        await socket.SendAsync(subscribe, WebSocketMessageType.Text, endOfMessage: true, stop);
    }
}
