using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainingMonitor.Tests.Server.Hostile;

public class SlowClientTests
{
    [Theory]
    [InlineData("GET /api/runs HTTP/1.1\r\nHost: localhost\r\nX-Slow")]
    [InlineData("POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")]
    [InlineData("POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{")]
    public async Task Clients_that_never_finish_are_dropped_while_others_are_served(string beginning)
    {
        await using var server = await RunningServer.StartAsync(options => options with { HeaderTimeout = TimeSpan.FromSeconds(1), BodyGrace = TimeSpan.FromSeconds(1.1) });
        var stop = TestContext.Current.CancellationToken;
        var slow = new List<Socket>();
        try
        {
            for (var i = 0; i < 100; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                slow.Add(socket);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Http.BaseAddress!.Port), stop);
                await socket.SendAsync(Encoding.ASCII.GetBytes(beginning), stop);
            }

            await server.NewRunAsync("served meanwhile");
            foreach (var socket in slow)
            {
                var answer = await ReadAsync(socket);
                Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), answer);
            }
        }
        finally
        {
            slow.ForEach(socket => socket.Dispose());
        }
    }

    // Until the server's end is closed.
    private static async Task<string> ReadAsync(Socket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, patience.Token)) > 0;)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // Cut off.
        }

        return text.ToString();
    }
}
