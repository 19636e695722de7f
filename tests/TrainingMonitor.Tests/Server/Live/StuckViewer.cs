using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainingMonitor.Tests.Server.Live;

/// <summary>A bare TCP client that upgrades, subscribes and then reads nothing more: what a laptop does whose lid was closed.</summary>
internal sealed class StuckViewer : IDisposable
{
    private readonly Socket _socket;

    private StuckViewer(Socket socket) => _socket = socket;

    public static async Task<StuckViewer> ConnectAsync(Uri server, string runId)
    {
        var stop = TestContext.Current.CancellationToken;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /ws HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"), stop);
        var head = new byte[4096];
        var length = 0;
        while (!Encoding.ASCII.GetString(head, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            length += await socket.ReceiveAsync(head.AsMemory(length), stop);
        }

        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString(head, 0, length), StringComparison.Ordinal);
        await socket.SendAsync(Masked($$"""{"type":"subscribe","run_id":"{{runId}}","format":"columns"}"""), stop);
        return new StuckViewer(socket);
    }

    /// <summary>What the kernel still holds, until the server's end is closed or cut.</summary>
    public async Task ReadToTheEndAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, patience.Token) > 0)
            {
                // Nothing is made of it.
            }
        }
        catch (SocketException)
        {
            // Cut off.
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Masked(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        // With a mask of zeros the payload stays as it is.
        return [0x81, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
    }
}
