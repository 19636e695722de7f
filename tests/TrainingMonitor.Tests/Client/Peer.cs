using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainingMonitor.Tests.Client;

/// <summary>
/// The other end of a real socket, which can be made to fail in every way that a server and the network between can.
/// It keeps what it acknowledges by the server's rules, so that a test can ask what arrived, and how often.
/// </summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private TcpListener _listener;
    private Task _accepting;

    public Peer(PeerStore? store = null)
    {
        Store = store ?? new PeerStore();
        (_listener, _accepting) = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }
    public string Url => $"http://127.0.0.1:{Port}";
    public PeerStore Store { get; }

    /// <summary>Asked for each request; null answers it properly.</summary>
    public Func<PeerRequest, PeerFault?> Fault { get; set; } = _ => null;

    public bool TakesWebSockets { get; set; } = true;

    public ConcurrentQueue<PeerRequest> Requests { get; } = new();

    /// <summary>No longer listens and cuts every connection, as a server that was killed.</summary>
    public async Task GoAwayAsync()
    {
        _listener.Stop();
        await _accepting;
        CutAll();
    }

    public void ComeBack() => (_listener, _accepting) = Listen(Port);

    public void CutAll()
    {
        while (_open.TryTake(out var socket))
        {
            socket.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await GoAwayAsync();
        _stop.Dispose();
    }

    private (TcpListener Listener, Task Accepting) Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        return (listener, AcceptAsync(listener));
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(_stop.Token);
                _open.Add(socket);
                _ = Task.Run(() => ServeAsync(socket));
            }
        }
        catch (Exception closed) when (closed is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The test ended, or the peer went away.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            while (await PeerRequest.ReadAsync(stream, _stop.Token) is { } request)
            {
                Requests.Enqueue(request);
                if (request.IsUpgrade && TakesWebSockets && Fault(request) is null)
                {
                    await new PeerSocket(this, stream, request).ServeAsync(_stop.Token);
                    return;
                }

                if (!await AnswerAsync(stream, request))
                {
                    return;
                }
            }
        }
        catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client or the test cut the connection.
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, PeerRequest request)
    {
        var fault = Fault(request);
        if (fault is { Stores: true } or null)
        {
            var (status, body) = Store.Take(request);
            if (fault is null)
            {
                await WriteAsync(stream, status, body);
                return true;
            }
        }

        if (fault.Delay is { } delay)
        {
            await Task.Delay(delay, _stop.Token);
        }

        if (fault.Raw is { } raw)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(raw), _stop.Token);
        }
        else if (fault.Status > 0)
        {
            await WriteAsync(stream, fault.Status, fault.Body);
            return true;
        }

        return false;
    }

    private async Task WriteAsync(NetworkStream stream, int status, string body) => await stream.WriteAsync(
        Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"),
        _stop.Token);
}
