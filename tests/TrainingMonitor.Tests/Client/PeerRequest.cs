using System.Text;

namespace TrainingMonitor.Tests.Client;

/// <summary>One HTTP/1.1 request as it came over the socket; bodies have a Content-Length.</summary>
internal sealed record PeerRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool IsUpgrade => Headers.TryGetValue("Upgrade", out var to) && to == "websocket";

    public bool IsBatch => (Method == "POST" && Path.EndsWith("/metrics", StringComparison.Ordinal))
        || (Method == "FRAME" && Text.Contains("\"metrics\"", StringComparison.Ordinal));

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Null when the client closed the connection.</summary>
    public static async Task<PeerRequest?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsWithEmptyLine(head))
        {
            if (await stream.ReadAsync(one, cancel) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var start = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, null) : 0];
        await stream.ReadExactlyAsync(body, cancel);
        return new PeerRequest(start[0], start[1], headers, body);
    }

    private static bool EndsWithEmptyLine(List<byte> head) =>
        head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}
