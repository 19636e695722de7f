using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>From the start of a POST to its frame at a subscribed viewer, on loopback.</summary>
internal sealed class LiveMeasure : IMeasure
{
    private const int Runs = 7;
    private const int Points = 200;

    public string Name => "live";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        using var made = await server.Http.PostAsJsonAsync("/api/runs", new { name = "live" });
        var run = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{server.Url.Authority}/ws"), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"subscribe","run_id":"{{run}}","format":"columns"}"""), WebSocketMessageType.Text, true, CancellationToken.None);
        await ReadAsync(socket, "subscribed");
        List<double> medians = [], p99s = [];
        for (var i = -1; i < Runs; i++)
        {
            var times = new List<double>();
            for (var point = 0; point < Points; point++)
            {
                var before = Stopwatch.GetTimestamp();
                using var content = new ByteArrayContent("""{"metrics":{"loss":0.5}}"""u8.ToArray());
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                var posting = server.Http.PostAsync($"/api/runs/{run}/metrics", content);
                await ReadAsync(socket, "metric_batch");
                times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
                (await posting).Dispose();
                await Task.Delay(30);
            }

            if (i >= 0)
            {
                medians.Add(Percentiles.Of(times, 50));
                p99s.Add(Percentiles.Of(times, 99));
            }
        }

        yield return new Figure("POST to frame at a viewer, durable, p50", medians, "ms", "≤ 10", value => value <= 10);
        yield return new Figure("  p99", p99s, "ms");
    }

    private static async Task ReadAsync(ClientWebSocket socket, string type)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (part.EndOfMessage && Encoding.UTF8.GetString(buffer, 0, part.Count).Contains($"\"type\":\"{type}\"", StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}
