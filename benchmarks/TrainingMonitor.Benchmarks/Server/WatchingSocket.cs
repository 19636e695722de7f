using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>
/// A viewer in as few bytes as can be, so that a thousand of them do not measure themselves. The metric <c>sent</c> of each
/// point holds the time at which it was sent, in microseconds of this machine's clock.
/// </summary>
internal sealed class WatchingSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>From sending to arrival of each point, in milliseconds.</summary>
    public List<double> Latencies { get; } = [];

    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    /// <summary>Returns once the server has confirmed the subscription.</summary>
    public static WatchingSocket Open(Uri server, string run, byte[] scratch)
    {
        var viewer = new WatchingSocket();
        viewer._socket.Connect(new IPEndPoint(IPAddress.Loopback, server.Port));
        viewer._socket.Send(Encoding.ASCII.GetBytes($"GET /ws HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        viewer.Await("\r\n\r\n"u8, scratch);
        var subscribe = Encoding.UTF8.GetBytes($$"""{"type":"subscribe","run_id":"{{run}}","format":"columns"}""");
        // A mask of zeros leaves the payload as it is.
        viewer._socket.Send([0x81, (byte)(0x80 | subscribe.Length), 0, 0, 0, 0, .. subscribe]);
        viewer.Await("\"subscribed\""u8, scratch);
        return viewer;
    }

    /// <summary>Reads until so many points have come.</summary>
    public async Task WatchAsync(int points)
    {
        var buffer = new byte[16 * 1024];
        for (var (filled, seen) = (0, 0); seen < points;)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                throw new InvalidOperationException($"a viewer was let go after {seen} of {points} points");
            }

            filled += read;
            var (used, found) = Frames(buffer.AsSpan(0, filled));
            seen += found;
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
        }
    }

    /// <summary>Reads what there is, as one who only keeps up.</summary>
    public void Drain(byte[] scratch)
    {
        while (_socket.Available > 0)
        {
            _socket.Receive(scratch);
        }
    }

    public void Dispose() => _socket.Dispose();

    private (int Used, int Points) Frames(ReadOnlySpan<byte> bytes)
    {
        var (used, points, now) = (0, 0, Now);
        while (bytes.Length - used >= 4)
        {
            var (head, length) = bytes[used + 1] == 126 ? (4, (bytes[used + 2] << 8) | bytes[used + 3]) : (2, bytes[used + 1]);
            if (bytes.Length - used < head + length)
            {
                break;
            }

            var frame = bytes.Slice(used + head, length);
            used += head + length;
            var at = frame.IndexOf("\"sent\":["u8);
            for (at += 8; at >= 8 && System.Buffers.Text.Utf8Parser.TryParse(frame[at..], out long sent, out var digits); at += digits + 1)
            {
                Latencies.Add((now - sent) / 1000.0);
                points++;
            }
        }

        return (used, points);
    }

    private void Await(ReadOnlySpan<byte> text, byte[] scratch)
    {
        for (var length = 0; scratch.AsSpan(0, length).IndexOf(text) < 0;)
        {
            length += _socket.Receive(scratch.AsSpan(length));
        }
    }
}
