using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>From letting a job into the queue to the frame with its first console line, as the page that shows it receives it.</summary>
internal sealed class JobStartMeasure : IMeasure
{
    private const int Runs = 15;
    private static readonly string[] Command = ["echo", "hello"];

    public string Name => "job-start";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        var times = new List<double>();
        for (var i = -2; i < Runs; i++)
        {
            var time = await StartAsync(server);
            if (i >= 0)
            {
                times.Add(time);
            }
        }

        yield return new Figure("job: from the queue to its first console line on the page", times, "ms", "≤ 300", value => value <= 300);
    }

    private static async Task<double> StartAsync(ServerProcess server)
    {
        using var made = await server.Http.PostAsJsonAsync("/api/jobs", new { name = "hello", command = Command, hold = true });
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.Url) { Scheme = "ws", Path = "/ws" }.Uri, CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"subscribe","run_id":"{{id}}"}"""), WebSocketMessageType.Text, true, CancellationToken.None);
        await UntilAsync(socket, "subscribed");
        var clock = Stopwatch.StartNew();
        using var started = await server.Http.PostAsync($"/api/jobs/{id}/start", JsonContent.Create(new { }));
        started.EnsureSuccessStatusCode();
        await UntilAsync(socket, "log");
        var time = clock.Elapsed.TotalMilliseconds;

        // The next one finds its slot free.
        while ((await server.Http.GetFromJsonAsync<JsonElement>("/api/jobs?limit=1")).GetProperty("slots_busy").GetInt32() > 0)
        {
            await Task.Delay(20);
        }

        return time;
    }

    private static async Task UntilAsync(ClientWebSocket socket, string type)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (JsonElement.Parse(buffer.AsSpan(0, length)).GetProperty("type").GetString() == type)
            {
                return;
            }
        }
    }
}
