using System.Net.WebSockets;
using System.Text.Json;
using TrainingMonitor.Server.Ingest;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// One open socket: reads whole messages, hands each to the viewer's or the writer's side by its <c>type</c>, and
/// sends what waits in the <see cref="Viewer"/>. An unknown type or a bad message is answered and the connection stays.
/// </summary>
internal sealed class LiveSocket(WebSocket socket, ViewerSession viewing, WriterSession writing, Viewer outgoing, LiveOptions options)
{
    // RFC 6455's registry has 1013; the framework's enum does not name it.
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    private const int PieceBytes = 16 * 1024;

    public async Task RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // A peer that reads nothing cannot even be told that it is closed: after a while the connection is cut.
        outgoing.OnLag = () => ending.CancelAfter(options.LagPatience);
        var sending = SendAsync(ending.Token);
        try
        {
            await ReceiveAsync(ending.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // Gone without a word, or the server is stopping; either way there is nothing to answer.
        }
        finally
        {
            viewing.End();
            writing.End();
            outgoing.Close();
            await sending;
        }
    }

    private async Task ReceiveAsync(CancellationToken stop)
    {
        while (true)
        {
            // Waits without a buffer: an idle viewer costs no memory for what it might say.
            var first = await socket.ReceiveAsync(Memory<byte>.Empty, stop);
            if (first.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(WebSocketCloseStatus.NormalClosure, null);
                return;
            }

            using var message = new MessageBytes(options.MaxMessageBytes);
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(message.Free(), stop);
                if (!message.Add(part.Count))
                {
                    await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"want messages of at most {options.MaxMessageBytes} bytes");
                    return;
                }
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(WebSocketCloseStatus.NormalClosure, null);
                return;
            }

            if (part.MessageType != WebSocketMessageType.Text)
            {
                outgoing.Post(Frames.Error("got a binary message, want text with one JSON object"));
                continue;
            }

            await HandleAsync(message.Memory, stop);
        }
    }

    private async Task HandleAsync(ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        switch (MessageType(message.Span))
        {
            case null:
                outgoing.Post(Frames.Error("got a message that is no JSON object with a 'type', want {\"type\":…}"));
                break;
            case "ping":
                outgoing.Post(Frames.Pong());
                break;
            case "subscribe" or "unsubscribe":
                viewing.Handle(message);
                break;
            case "hello" or "metrics" or "status" or "heartbeat" or "command_result" or "log" or "system":
                await writing.HandleAsync(message, stop);
                break;
            case var type:
                outgoing.Post(Frames.Error($"got type '{(type.Length > 40 ? type[..40] : type)}', want subscribe, unsubscribe, ping, hello, metrics, status, heartbeat, log, system or command_result"));
                break;
        }
    }

    private static string? MessageType(ReadOnlySpan<byte> message)
    {
        try
        {
            var json = new Utf8JsonReader(message);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isType = json.ValueTextEquals("type"u8);
                json.Read();
                if (isType)
                {
                    return json.TokenType == JsonTokenType.String ? JsonText.Of(ref json) : null;
                }

                json.Skip();
            }

            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task SendAsync(CancellationToken stop)
    {
        try
        {
            await outgoing.SendAsync(frame => SendAsync(frame, stop), stop);
            if (outgoing.Lagged)
            {
                await CloseAsync(TryAgainLater, "too slow: come back with since");
            }
        }
        catch (OperationCanceledException) when (outgoing.Lagged)
        {
            socket.Abort();
        }
        catch (OperationCanceledException)
        {
            await CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "the server is stopping");
        }
        catch (WebSocketException)
        {
            // The peer has gone; the receiving side ends the session.
        }
    }

    // A large frame goes out in pieces: what a peer that does not read holds here is then one piece, not the whole frame twice.
    private async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken stop)
    {
        for (; frame.Length > PieceBytes; frame = frame[PieceBytes..])
        {
            await socket.SendAsync(frame[..PieceBytes], WebSocketMessageType.Text, endOfMessage: false, stop);
        }

        await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, stop);
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string? reason)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, reason, patience.Token);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
