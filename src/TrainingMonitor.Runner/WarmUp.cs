using System.ComponentModel;
using System.Net.WebSockets;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Runner;

/// <summary>
/// Goes once through what a launch goes through, so that the code is there when one comes: most of the time until the first
/// line of a job's console is the runtime's, for code that it sees for the first time.
/// </summary>
internal static class WarmUp
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>A process; over before there is another to wait for.</summary>
    public static void Start()
    {
        try
        {
            Spawn();
            Parse();
        }
        catch (Win32Exception)
        {
            // The launch itself will say what is wrong.
        }
    }

    /// <summary>The server.</summary>
    public static async Task TalkAsync(string url)
    {
        try
        {
            using var patience = new CancellationTokenSource(Longest);
            await TalkAsync(new Uri(url), patience.Token);
        }
        catch (Exception cold) when (cold is HttpRequestException or WebSocketException or OperationCanceledException or IOException)
        {
            // The launch itself will say what is wrong.
        }
    }

    private static void Parse()
    {
        _ = ProcessMark.Of(Environment.ProcessId);
        var launch = new Launch { RunId = "warm", Url = "", Name = "", Command = ["true"], Environment = new Dictionary<string, string> { ["A"] = "1" } };
        JsonSerializer.Deserialize(JsonSerializer.Serialize(launch, WireJson.Default.Launch), WireJson.Default.Launch);
    }

    private static void Spawn()
    {
        using var child = ChildProcess.Start(["true"], new Dictionary<string, string>(), "/");
        child.Wait();
    }

    private static async Task TalkAsync(Uri url, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false };
        using var http = new HttpClient(handler, disposeHandler: false);
        using var body = new ByteArrayContent("{}"u8.ToArray());
        using var answer = await http.PostAsync(new Uri(url, "/health"), body, stop);
        await answer.Content.ReadAsByteArrayAsync(stop);
        using var sockets = new HttpMessageInvoker(handler, disposeHandler: false);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws", Path = "/ws" }.Uri, sockets, stop);
        await socket.SendAsync("{\"type\":\"ping\"}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, stop);
        await socket.ReceiveAsync(new ArraySegment<byte>(new byte[4096]), stop);
    }
}
