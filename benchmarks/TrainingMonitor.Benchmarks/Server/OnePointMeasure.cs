using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>One point a request from 50 writers, beside the same client against an endpoint that stores nothing; the two in turn.</summary>
internal sealed class OnePointMeasure : IMeasure
{
    private const int Writers = 50;
    private const int Runs = 7;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public string Name => "one-point";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var monitor = await ServerProcess.MonitorAsync();
        await using var empty = await ServerProcess.EmptyAsync();
        var runs = new string[Writers];
        for (var i = 0; i < Writers; i++)
        {
            using var made = await monitor.Http.PostAsJsonAsync("/api/runs", new { name = $"writer {i}" });
            runs[i] = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }

        List<double> rates = [], limits = [], ratios = [], p99s = [], p99Ratios = [], work = [], limitWorks = [];
        for (var run = -1; run < Runs; run++)
        {
            var (limit, limitP99, limitWork) = await OnceAsync(empty, runs);
            var (rate, p99, ours) = await OnceAsync(monitor, runs);
            if (run >= 0)
            {
                limits.Add(limit);
                rates.Add(rate);
                ratios.Add(rate / limit);
                work.Add(ours);
                limitWorks.Add(limitWork);
                p99s.Add(p99);
                p99Ratios.Add(p99 / limitP99);
            }
        }

        yield return new Figure($"one point a request, {Writers} writers, durable", rates, "requests/s");
        yield return new Figure("  limit: the same client, an endpoint that stores nothing", limits, "requests/s");
        yield return new Figure("  ratio to that limit", ratios, "×", "≥ 0.5", value => value >= 0.5);
        yield return new Figure("  processor time of the server for each", work, "µs");
        yield return new Figure("  processor time of that endpoint", limitWorks, "µs");
        yield return new Figure("  ack p99", p99s, "ms");
        yield return new Figure("  ack p99, ratio to the limit's", p99Ratios, "×", "≤ 2", value => value <= 2);
    }

    private static async Task<(double Rate, double P99, double Work)> OnceAsync(ServerProcess server, string[] runs)
    {
        var before = server.ProcessorTime;
        var clock = Stopwatch.StartNew();
        var times = await Task.WhenAll(runs.Select(run => Task.Run(() => WriteAsync(server.Http, run, clock))));
        var all = times.SelectMany(list => list).ToArray();
        return (all.Length / clock.Elapsed.TotalSeconds, Percentiles.Of(all, 99), (server.ProcessorTime - before).TotalMicroseconds / all.Length);
    }

    private static async Task<List<double>> WriteAsync(HttpClient http, string run, Stopwatch clock)
    {
        var times = new List<double>();
        for (var step = 0; clock.Elapsed < Duration; step++)
        {
            var before = Stopwatch.GetTimestamp();
            using var content = new ByteArrayContent("""{"metrics":{"loss":0.123456789}}"""u8.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync($"/api/runs/{run}/metrics", content);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        return times;
    }
}
