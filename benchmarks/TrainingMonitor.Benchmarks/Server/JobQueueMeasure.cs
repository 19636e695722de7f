using System.Net.Http.Json;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>What a long queue costs while nothing moves: one job holds the only slot, and then thousands wait behind it.</summary>
internal sealed class JobQueueMeasure : IMeasure
{
    private const int Jobs = 10_000;
    private const int Runs = 3;
    private static readonly string[] Holder = ["holder"], Holding = ["sleep", "3600"], Waiting = ["true", "{i}"];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    // What was used much just before is compiled once more in the background, for some 100 s on two cores; idle is what comes after.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(120);

    public string Name => "job-queue";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        (await server.Http.PostAsJsonAsync("/api/jobs", new { id = "holder", command = Holding })).EnsureSuccessStatusCode();
        await Task.Delay(Settling);
        var without = await SharesAsync(server);
        await FillAsync(server.Http);
        await Task.Delay(Settling);
        var with = await SharesAsync(server);
        await EndAsync(server.Http);
        yield return new Figure("idle server with one running job: CPU of one core", without, "%");
        yield return new Figure($"  and with {Jobs:N0} queued jobs behind it", with, "%", "≤ 1", value => value <= 1);
    }

    /// <summary>A job outlives its server, so the one that holds the slot is ended first, and nothing may take its place.</summary>
    private static async Task EndAsync(HttpClient http)
    {
        while ((await http.GetFromJsonAsync<JsonElement>("/api/jobs?status=queued&limit=1000")).GetProperty("items") is var waiting && waiting.GetArrayLength() > 0)
        {
            var ids = waiting.EnumerateArray().Select(job => job.GetProperty("id").GetString()).ToArray();
            (await http.PostAsJsonAsync("/api/jobs/batch", new { ids, action = "cancel" })).EnsureSuccessStatusCode();
        }

        (await http.PostAsJsonAsync("/api/jobs/batch", new { ids = Holder, action = "cancel" })).EnsureSuccessStatusCode();
        while ((await http.GetFromJsonAsync<JsonElement>("/api/jobs?limit=1")).GetProperty("slots_busy").GetInt32() > 0)
        {
            await Task.Delay(50);
        }
    }

    private static async Task<List<double>> SharesAsync(ServerProcess server)
    {
        var shares = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var before = server.Cpu;
            await Task.Delay(Duration);
            shares.Add((server.Cpu - before) / Duration * 100);
        }

        return shares;
    }

    private static async Task FillAsync(HttpClient http)
    {
        const int AtOnce = 1000;
        var template = new { name = "waiting", command = Waiting, parameters = new[] { new { name = "i" } } };
        (await http.PostAsJsonAsync("/api/templates", template)).EnsureSuccessStatusCode();
        for (var from = 0; from < Jobs; from += AtOnce)
        {
            var grid = new { job = new { template = "waiting" }, values = new { i = Enumerable.Range(from, AtOnce).ToArray() } };
            (await http.PostAsJsonAsync("/api/jobs/grid", grid)).EnsureSuccessStatusCode();
        }

        var queued = (await http.GetFromJsonAsync<JsonElement>("/api/jobs?status=queued&limit=1")).GetProperty("total").GetInt32();
        if (queued != Jobs)
        {
            throw new InvalidOperationException($"got {queued} queued jobs, want {Jobs}");
        }
    }
}
