using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TrainingMonitor.Tests.Client;

namespace TrainingMonitor.Tests.Server.Ingest;

/// <summary>
/// A bad network on real sockets between writers and a server. Of all requests <see cref="Rate"/> suffer each of its faults:
/// lost on the way there, answered into a cut connection, delivered twice at once, or delivered only after later ones, when
/// the sender has long given up. What it does is drawn from a seed.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const double Rate = 0.05;
    private const int MostOvertaken = 20;

    private readonly HttpClient _server;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _working = [];
    private readonly List<(long Due, PeerRequest Request)> _held = [];
    private readonly Dictionary<Fault, int> _faults = [];
    private readonly Task _accepting;
    private long _passed;

    public FaultProxy(HttpClient server, int seed)
    {
        (_server, _random) = (server, new Random(seed));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal enum Fault
    {
        None,
        Lost,
        AnswerLost,
        Doubled,
        Late,
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How often each fault has happened.</summary>
    public IReadOnlyDictionary<Fault, int> Faults => _faults;

    /// <summary>Delivers what was held back, and waits until the server has answered everything.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_working); // The connections; what they set free to be delivered late comes with them.
        await Task.WhenAll(_working);
        await Task.WhenAll(_held.Select(late => ForwardAsync(late.Request)));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                _working.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await using var reader = new BufferedStream(stream);
            while (await PeerRequest.ReadAsync(reader, CancellationToken.None) is { } request && await PassAsync(request) is { } answer)
            {
                await stream.WriteAsync(answer);
            }
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            // The writer went.
        }
    }

    /// <summary>The bytes to answer with, or null to cut the connection.</summary>
    private async Task<byte[]?> PassAsync(PeerRequest request)
    {
        var (fault, due) = Draw(request);
        _working.Add(Task.WhenAll(due.Select(ForwardAsync)));
        switch (fault)
        {
            case Fault.None:
                return await ForwardAsync(request);
            case Fault.AnswerLost:
                await ForwardAsync(request);
                return null;
            case Fault.Doubled:
                var both = await Task.WhenAll(ForwardAsync(request), ForwardAsync(request));
                return both[_passed % 2];
            default:
                return null;
        }
    }

    private (Fault Fault, PeerRequest[] Due) Draw(PeerRequest request)
    {
        lock (_gate)
        {
            _passed++;
            var fault = _random.NextDouble() is var x && x < 4 * Rate ? (Fault)(1 + (int)(x / Rate)) : Fault.None;
            _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
            var due = _held.Where(late => late.Due <= _passed).Select(late => late.Request).ToArray();
            _held.RemoveAll(late => late.Due <= _passed);
            if (fault == Fault.Late)
            {
                _held.Add((_passed + _random.Next(1, MostOvertaken), request));
            }

            return (fault, due);
        }
    }

    private async Task<byte[]> ForwardAsync(PeerRequest request)
    {
        using var content = new ByteArrayContent(request.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", request.Headers["Content-Type"]);
        using var answer = await _server.PostAsync(request.Path, content);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {(int)answer.StatusCode} Said\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
    }
}
