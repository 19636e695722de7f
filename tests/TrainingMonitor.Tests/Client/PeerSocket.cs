using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TrainingMonitor.Tests.Client;

/// <summary>The server's side of one writer's WebSocket: hello, welcome, batches and their acks.</summary>
internal sealed class PeerSocket(Peer peer, NetworkStream stream, PeerRequest upgrade)
{
    private const string AcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public async Task ServeAsync(CancellationToken cancel)
    {
#pragma warning disable CA5350 // RFC 6455 wants SHA-1 here.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(upgrade.Headers["Sec-WebSocket-Key"] + AcceptGuid)));
#pragma warning restore CA5350
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"),
            cancel);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        var writer = "";
        while (await ReadAsync(socket, cancel) is { } frame)
        {
            switch (frame.GetProperty("type").GetString())
            {
                case "hello":
                    writer = frame.GetProperty("writer").GetString()!;
                    await WriteAsync(socket, $$"""{"type":"welcome","next_seq":{{peer.Store.NextSeq(writer)}},"commands":[]}""", cancel);
                    foreach (var command in peer.Store.Commands)
                    {
                        await WriteAsync(socket, $"{{\"type\":\"command\",{command[1..]}", cancel);
                    }

                    break;
                case "heartbeat":
                    peer.Store.Heartbeats++;
                    break;
                case "metrics":
                    if (!await TakeAsync(socket, frame, cancel))
                    {
                        return;
                    }

                    break;
            }
        }
    }

    private async Task<bool> TakeAsync(WebSocket socket, JsonElement frame, CancellationToken cancel)
    {
        var request = new PeerRequest("FRAME", "/ws", upgrade.Headers, Encoding.UTF8.GetBytes(frame.GetRawText()));
        peer.Requests.Enqueue(request);
        var fault = peer.Fault(request);
        if (fault is { Stores: true } or null)
        {
            var (status, body) = peer.Store.TakeBatch(frame);
            if (fault is null)
            {
                var type = status == 200 ? "\"ack\"" : $"\"error\",\"seq\":{frame.GetProperty("seq").GetInt64()},\"message\":\"no\"";
                await WriteAsync(socket, $"{{\"type\":{type},{body[1..]}", cancel);
                return true;
            }
        }

        if (fault.Delay is { } delay)
        {
            await Task.Delay(delay, cancel);
        }

        if ((fault.Raw ?? fault.Body) is { Length: > 0 } said)
        {
            await WriteAsync(socket, said, cancel);
            return true;
        }

        return false;
    }

    private static async Task<JsonElement?> ReadAsync(WebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                using var parsed = JsonDocument.Parse(buffer.AsMemory(0, length));
                return parsed.RootElement.Clone();
            }
        }
    }

    private static async Task WriteAsync(WebSocket socket, string text, CancellationToken cancel) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancel);
}
