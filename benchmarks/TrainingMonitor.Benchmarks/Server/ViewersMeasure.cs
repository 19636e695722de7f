using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TrainingMonitor.Server;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>
/// A thousand viewers of a run that logs 100 points a second: how late each point comes to each of them, and what a viewer
/// weighs. Memory of the process is that of a published server; the managed heap is that of the same server built in here,
/// with the sockets of the viewers in it as well.
/// </summary>
internal sealed class ViewersMeasure : IMeasure
{
    private const int Viewers = 1000;
    private const int Rate = 100;
    private const int Seconds = 3;
    private const int Runs = 3;

    public string Name => "viewers";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        List<double> medians = [], p99s = [], resident = [], heap = [];
        for (var i = 0; i < Runs; i++)
        {
            await using var server = await ServerProcess.MonitorAsync();
            var run = await NewRunAsync(server.Http);
            var watching = new List<WatchingSocket>();
            try
            {
                await PostAsync(server.Http, run, 0, Rate); // What a first viewer would find.
                var before = server.ResidentBytes;
                Open(server.Url, run, watching);
                var reading = Task.WhenAll(watching.Select(viewer => Task.Run(() => viewer.WatchAsync(Rate * Seconds))));
                await LogAsync(server.Http, run, reading);
                resident.Add((server.ResidentBytes - before) / 1024.0 / Viewers);
                var all = watching.SelectMany(viewer => viewer.Latencies).ToArray();
                medians.Add(Percentiles.Of(all, 50));
                p99s.Add(Percentiles.Of(all, 99));
            }
            finally
            {
                watching.ForEach(viewer => viewer.Dispose());
            }

            heap.Add(await HeapAsync());
        }

        yield return new Figure($"{Viewers} viewers × {Rate} points/s, POST to frame, p50", medians, "ms");
        yield return new Figure("  p99", p99s, "ms", "≤ 250", value => value <= 250);
        yield return new Figure("  managed heap for each viewer, the other end's socket included", heap, "KB", "≤ 20", value => value <= 20);
        yield return new Figure("  resident memory of the server for each viewer", resident, "KB", "≤ 40", value => value <= 40);
    }

    private static async Task<double> HeapAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tmon-bench-").FullName;
        var watching = new List<WatchingSocket>();
        try
        {
            await using var app = MonitorServer.Build(new ServerOptions { Port = 0, DataFolder = folder });
            await app.StartAsync();
            var url = new Uri(app.Urls.First());
            using var http = new HttpClient { BaseAddress = url };
            var run = await NewRunAsync(http);
            await PostAsync(http, run, 0, Rate);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            Open(url, run, watching);
            var scratch = new byte[64 * 1024];
            for (var second = 0; second < 2 * Rate; second += Rate / 10)
            {
                await PostAsync(http, run, Rate + second, Rate / 10);
                await Task.Delay(30);
                watching.ForEach(viewer => viewer.Drain(scratch));
            }

            var after = GC.GetTotalMemory(forceFullCollection: true);
            watching.ForEach(viewer => viewer.Dispose());
            await app.StopAsync();
            return (after - before) / 1024.0 / Viewers;
        }
        finally
        {
            watching.ForEach(viewer => viewer.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Open(Uri url, string run, List<WatchingSocket> watching)
    {
        var scratch = new byte[64 * 1024];
        for (var i = 0; i < Viewers; i++)
        {
            watching.Add(WatchingSocket.Open(url, run, scratch));
        }
    }

    /// <summary>One point a request, evenly spaced, whatever the answers do.</summary>
    private static async Task LogAsync(HttpClient http, string run, Task reading)
    {
        var begin = WatchingSocket.Now;
        var posts = new List<Task>();
        for (var step = 0; step < Rate * Seconds; step++)
        {
            var early = begin + (step * 1_000_000L / Rate) - WatchingSocket.Now;
            if (early > 0)
            {
                await Task.Delay(TimeSpan.FromMicroseconds(early));
            }

            posts.Add(PostAsync(http, run, Rate + step, 1));
        }

        await Task.WhenAll(posts);
        await reading.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task<string> NewRunAsync(HttpClient http)
    {
        using var made = await http.PostAsJsonAsync("/api/runs", new { name = "watched" });
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task PostAsync(HttpClient http, string run, int first, int rows)
    {
        var now = WatchingSocket.Now.ToString(CultureInfo.InvariantCulture);
        var body = $$"""{"steps":[{{string.Join(',', Enumerable.Range(first, rows))}}],"metrics":{"sent":[{{string.Join(',', Enumerable.Repeat(now, rows))}}] } }""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync($"/api/runs/{run}/metrics", content);
        answer.EnsureSuccessStatusCode();
    }
}
