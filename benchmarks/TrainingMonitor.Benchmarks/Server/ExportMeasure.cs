using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>A run as a file: rows a second, and how much the server's memory grows meanwhile for a run and for one eight times as long.</summary>
internal sealed class ExportMeasure : IMeasure
{
    private const int Rows = 100_000;
    private const int Times = 8;
    private const int Runs = 5;

    public string Name => "export";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var bodies = Curves.Bodies(rows: 1000, most: 20);
        await using var server = await ServerProcess.MonitorAsync();
        var small = await FillAsync(server.Http, bodies, Rows);
        var large = await FillAsync(server.Http, bodies, Rows * Times);
        foreach (var (what, path, rows) in new[]
        {
            ("csv", $"/api/export/runs/{{0}}.csv", Rows), ("ndjson", "/api/export/runs/{0}.ndjson", Rows), ("all raw points as JSON", "/api/runs/{0}/metrics?points=0", Rows),
        })
        {
            List<double> rates = [], growth = [], largeGrowth = [];
            for (var i = -1; i < Runs; i++)
            {
                var (_, grownSmall) = await ReadAsync(server, Path(path, small));
                var (seconds, grownLarge) = await ReadAsync(server, Path(path, large));
                if (i >= 0)
                {
                    rates.Add(rows * Times / seconds);
                    growth.Add(grownSmall);
                    largeGrowth.Add(grownLarge);
                }
            }

            yield return new Figure($"export of {rows * Times:N0} rows × 8 metrics, {what}", rates, "rows/s");
            yield return new Figure($"  the server grows by, {rows:N0} rows", growth, "MB");
            yield return new Figure($"  the server grows by, {rows * Times:N0} rows", largeGrowth, "MB", "≤ 32", value => value <= 32);
        }
    }

    private static string Path(string path, string run) => path.Replace("{0}", run, StringComparison.Ordinal);

    private static async Task<string> FillAsync(HttpClient http, (byte[] Body, int Points)[] bodies, int rows)
    {
        using var made = await http.PostAsJsonAsync("/api/runs", new { name = "to export" });
        var run = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        for (var i = 0; i < rows / 1000; i++)
        {
            using var content = new ByteArrayContent(bodies[i % bodies.Length].Body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync($"/api/runs/{run}/metrics", content);
            answer.EnsureSuccessStatusCode();
        }

        return run;
    }

    private static async Task<(double Seconds, double Megabytes)> ReadAsync(ServerProcess server, string path)
    {
        server.ForgetPeak();
        var before = server.ResidentBytes;
        var clock = Stopwatch.StartNew();
        using var answer = await server.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await (await answer.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null);
        return (clock.Elapsed.TotalSeconds, (server.PeakBytes - before) / 1e6);
    }
}
