using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary><c>POST /api/series</c> with as many series as it takes, through the whole server, as JSON and as bytes of columns.</summary>
internal sealed class ManySeriesMeasure : IMeasure
{
    private const int RunCount = 125;
    private const int Metrics = 4;
    private const int Points = 10_000;
    private const int Runs = 9;

    private static readonly string[] Keys = ["m*"];

    public string Name => "series-500";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        var runs = new List<string>();
        for (var i = 0; i < RunCount; i++)
        {
            runs.Add(await FillAsync(server.Http, i));
        }

        foreach (var type in (string[])["application/json", "application/x-tmon-columns"])
        {
            var times = new List<double>();
            var size = 0L;
            for (var i = -1; i < Runs; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/series") { Content = JsonContent.Create(new { runs, keys = Keys, points = 300 }) };
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
                var clock = Stopwatch.StartNew();
                using var answer = await server.Http.SendAsync(request);
                answer.EnsureSuccessStatusCode();
                size = (await answer.Content.ReadAsByteArrayAsync()).Length;
                if (i >= 0)
                {
                    times.Add(clock.Elapsed.TotalMilliseconds);
                }
            }

            yield return new Figure($"{RunCount * Metrics} series × {Points:N0} points in one request, 300 buckets, {type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..]}", times, "ms");
            yield return new Figure("  size of the answer", [size / 1e6], "MB");
        }
    }

    private static async Task<string> FillAsync(HttpClient http, int seed)
    {
        using var made = await http.PostAsJsonAsync("/api/runs", new { name = $"run {seed}" });
        var run = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var random = new Random(seed);
        var text = new StringBuilder("{\"steps\":[").AppendJoin(',', Enumerable.Range(0, Points)).Append("],\"metrics\":{");
        for (var metric = 0; metric < Metrics; metric++)
        {
            text.Append(metric == 0 ? "" : ",").Append("\"m").Append(metric).Append("\":[").AppendJoin(',', Enumerable.Range(0, Points).Select(_ => random.NextSingle())).Append(']');
        }

        using var content = new StringContent(text.Append("}}").ToString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync($"/api/runs/{run}/metrics", content);
        answer.EnsureSuccessStatusCode();
        return run;
    }
}
