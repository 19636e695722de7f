using System.Net.WebSockets;
using System.Text.Json;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>Whole text frames of a WebSocket, as JSON; at most 1 MB each.</summary>
internal sealed class SocketFrames(WebSocket socket)
{
    private const int MaxFrame = 1 << 20;

    private byte[] _buffer = new byte[4096];

    /// <summary>Null when the peer closes.</summary>
    /// <exception cref="WebSocketException">The connection is gone, or the peer sends what no server sends.</exception>
    public async Task<JsonElement?> ReadAsync(CancellationToken cancel)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                if (length >= MaxFrame)
                {
                    throw new WebSocketException($"got a frame of more than {MaxFrame} bytes");
                }

                Array.Resize(ref _buffer, length * 2);
            }

            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                using var parsed = JsonDocument.Parse(_buffer.AsMemory(0, length), WireJson.Deep);
                return parsed.RootElement.Clone();
            }
        }
    }
}
