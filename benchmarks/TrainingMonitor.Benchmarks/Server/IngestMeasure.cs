using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>Durable ingest over HTTP: 8 clients on the same cores send columnar JSON, each to a run of its own, one batch in flight.</summary>
internal sealed class IngestMeasure : IMeasure
{
    private const int Clients = 8;
    private const int Runs = 7;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public string Name => "ingest";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var bodies = Curves.Bodies(rows: 1000, most: 20);
        List<double> rates = [], bare = [];
        await using var server = await ServerProcess.MonitorAsync();
        await OnceAsync(server.Http, bodies);
        for (var run = 0; run < Runs; run++)
        {
            rates.Add(await OnceAsync(server.Http, bodies));
            bare.Add(Read(bodies));
        }

        yield return new Figure($"durable ingest, columnar JSON, {Clients} clients, {Curves.Source}", rates, "points/s", "≥ 1,000,000", value => value >= 1e6);
        yield return new Figure("  limit: one core reads the same bodies with Utf8JsonReader", bare, "points/s");
        yield return new Figure("  ratio to that limit", [.. rates.Zip(bare, (rate, limit) => rate / limit)], "×");
    }

    private static async Task<double> OnceAsync(HttpClient http, (byte[] Body, int Points)[] bodies)
    {
        var runs = new string[Clients];
        for (var i = 0; i < Clients; i++)
        {
            using var made = await http.PostAsJsonAsync("/api/runs", new { name = $"ingest {i}" });
            runs[i] = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }

        var clock = Stopwatch.StartNew();
        var sent = await Task.WhenAll(runs.Select((run, i) => Task.Run(() => SendAsync(http, run, bodies, i, clock))));
        return sent.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static async Task<long> SendAsync(HttpClient http, string run, (byte[] Body, int Points)[] bodies, int first, Stopwatch clock)
    {
        long points = 0;
        for (var i = first; clock.Elapsed < Duration; i++)
        {
            var (body, count) = bodies[i % bodies.Length];
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync($"/api/runs/{run}/metrics", content);
            answer.EnsureSuccessStatusCode();
            points += count;
        }

        return points;
    }

    private static double Read((byte[] Body, int Points)[] bodies)
    {
        var clock = Stopwatch.StartNew();
        var sum = 0.0;
        foreach (var (body, _) in bodies)
        {
            var json = new Utf8JsonReader(body);
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.Number)
                {
                    sum += json.GetDouble();
                }
            }
        }

        return double.IsNaN(sum) ? 0 : bodies.Sum(body => body.Points) / clock.Elapsed.TotalSeconds;
    }
}
