using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainingMonitor.Tests.Server.Hostile;

/// <summary>Sends bytes as they are, since a proper client would not; reads the status of the answer.</summary>
internal static class RawHttp
{
    /// <summary>0 when the server closed without an answer.</summary>
    public static async Task<(int Status, string Answer)> SendAsync(Uri server, byte[] request)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), patience.Token);
        var answer = new MemoryStream();
        try
        {
            for (var sent = 0; sent < request.Length;)
            {
                sent += await socket.SendAsync(request.AsMemory(sent), patience.Token);
            }

            var buffer = new byte[8192];
            int read;
            while ((read = await socket.ReceiveAsync(buffer, patience.Token)) > 0)
            {
                answer.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // The server answered and closed before it had read all.
        }

        var text = Encoding.UTF8.GetString(answer.ToArray());
        return (text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3)) : 0, text);
    }

    public static byte[] Request(string method, string path, byte[]? body = null, string host = "localhost", params string[] headers)
    {
        var lines = new List<string> { $"{method} {path} HTTP/1.1", $"Host: {host}", "Connection: close" };
        if (body is not null && !headers.Any(header => header.StartsWith("Content-Type", StringComparison.OrdinalIgnoreCase)))
        {
            lines.Add("Content-Type: application/json");
        }

        if (body is not null && !headers.Any(header => header.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase) || header.StartsWith("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)))
        {
            lines.Add($"Content-Length: {body.Length}");
        }

        return [.. Encoding.Latin1.GetBytes(string.Join("\r\n", lines.Concat(headers.Where(header => header.Length > 0))) + "\r\n\r\n"), .. body ?? []];
    }
}
