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
    private const int FirstRuns = 5;
    private static readonly string[] Command = ["echo", "hello"];

    // After each launch the server starts a supervisor ahead.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    public string Name => "job-start";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        List<double> first = [], next = [];
        for (var i = 0; i < FirstRuns; i++)
        {
            await using var fresh = await ServerProcess.MonitorAsync();
            first.Add(await StartAsync(fresh));
        }

        await using var server = await ServerProcess.MonitorAsync();
        for (var i = -2; i < Runs; i++)
        {
            var time = await StartAsync(server);
            if (i >= 0)
            {
                next.Add(time);
            }

            await Task.Delay(Between);
        }

        yield return new Figure("job: from the queue to its first console line on the page", next, "ms", "≤ 300", value => value <= 300);
        yield return new Figure("  the first job of a server", first, "ms");
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
