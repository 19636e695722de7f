using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace TrainingMonitor.Client;

/// <summary>
/// Batches over the WebSocket, each answered by its ack before the next goes out; commands come in at any time. All other
/// requests go over HTTP beside it. A refusal that the frame does not explain is asked again over HTTP, whose status does.
/// </summary>
internal sealed class SocketConnection : IServerConnection
{
    // The server takes 1 MB; a replayed batch of another SDK may be larger and then goes over HTTP.
    private const int MaxFrame = 900_000;

    private static readonly byte[] MetricsPrefix = "{\"type\":\"metrics\","u8.ToArray();
    private static readonly byte[] HeartbeatFrame = "{\"type\":\"heartbeat\"}"u8.ToArray();

    private readonly ClientWebSocket _socket;
    private readonly HttpConnection _http;
    private readonly Action<JsonElement> _command;
    private readonly Channel<JsonElement> _answers = Channel.CreateUnbounded<JsonElement>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    private SocketConnection(ClientWebSocket socket, HttpConnection http, Action<JsonElement> command)
    {
        (_socket, _http, _command) = (socket, http, command);
        _reading = ReadAsync();
    }

    public Task Closed => _reading;

    /// <summary>Says hello and waits for the welcome; null when the server refuses, which HTTP then gives the reason of.</summary>
    /// <exception cref="WebSocketException">The server went away.</exception>
    public static async Task<SocketConnection?> StartAsync(
        ClientWebSocket socket, HttpConnection http, RunIdentity run, Action<JsonElement> command, CancellationToken cancel)
    {
        var connection = new SocketConnection(socket, http, command);
        try
        {
            await connection.WriteAsync(Hello(run), cancel);
            var welcome = await connection.AnswerAsync(cancel);
            if (Type(welcome) == "error")
            {
                await connection.DisposeAsync();
                return null;
            }

            if (Type(welcome) != "welcome")
            {
                throw new WebSocketException(Text(welcome, "message") ?? "got no welcome");
            }

            connection.TakeCommands(welcome);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<Answer> SendAsync(Delivery delivery, CancellationToken cancel)
    {
        if (delivery.Kind != JournalKind.Batch || delivery.Payload.Length > MaxFrame)
        {
            return await _http.SendAsync(delivery, cancel);
        }

        await WriteAsync([.. MetricsPrefix, .. delivery.Payload.AsSpan(1)], cancel);
        var answer = await AnswerAsync(cancel);
        return Type(answer) switch
        {
            "ack" => Answer.Stored(answer),
            "error" when answer.TryGetProperty("expected_seq", out var expected) && expected.ValueKind == JsonValueKind.Number =>
                new Answer(Outcome.Gap, Text(answer, "message") ?? "a gap"),
            "error" when answer.TryGetProperty("fenced", out var fenced) && fenced.ValueKind == JsonValueKind.True =>
                new Answer(Outcome.Fenced, Text(answer, "message") ?? "fenced"),
            "error" => await _http.SendAsync(delivery, cancel),
            var other => throw new WebSocketException($"got a frame '{other}', want an ack"),
        };
    }

    public Task HeartbeatAsync(CancellationToken cancel) => WriteAsync(HeartbeatFrame, cancel);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private static byte[] Hello(RunIdentity run) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "hello");
        json.WriteString("run_id", run.RunId);
        json.WriteString("writer", run.Writer);
        if (run.Rank is { } rank)
        {
            json.WriteNumber("rank", rank);
        }

        json.WriteEndObject();
    });

    private async Task WriteAsync(byte[] frame, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(HttpConnection.Patience);
        await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
    }

    private async Task<JsonElement> AnswerAsync(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(HttpConnection.Patience);
        try
        {
            return await _answers.Reader.ReadAsync(patience.Token);
        }
        catch (ChannelClosedException)
        {
            throw new WebSocketException("the server closed the connection");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {HttpConnection.Patience.TotalSeconds} s");
        }
    }

    /// <summary>Never fails: whatever ends the reading closes the answers, which whoever waits for one then sees.</summary>
    private async Task ReadAsync()
    {
        var frames = new SocketFrames(_socket);
        try
        {
            while (await frames.ReadAsync(_stop.Token) is { } frame)
            {
                if (Type(frame) == "command")
                {
                    _command(frame);
                }
                else
                {
                    await _answers.Writer.WriteAsync(frame);
                }
            }
        }
        catch (Exception)
        {
            // Cut, closed, or no frame of this protocol: one and the same for a writer.
        }
        finally
        {
            _answers.Writer.TryComplete();
        }
    }

    private void TakeCommands(JsonElement welcome)
    {
        if (welcome.TryGetProperty("commands", out var commands) && commands.ValueKind == JsonValueKind.Array)
        {
            foreach (var command in commands.EnumerateArray())
            {
                _command(command);
            }
        }
    }

    private static string? Type(JsonElement frame) => Text(frame, "type");

    private static string? Text(JsonElement frame, string name) =>
        frame.ValueKind == JsonValueKind.Object && frame.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
