using System.Net;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Server;

namespace TrainingMonitor.Tests.Server.Jobs;

/// <summary>A server that launches jobs with the real program, and the few words that tests of jobs share.</summary>
internal sealed class JobBench(RunningServer server) : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "tmon.dll")];

    public RunningServer Server { get; } = server;

    public static async Task<JobBench> StartAsync(Func<ServerOptions, ServerOptions>? change = null, TimeProvider? time = null) =>
        new(await RunningServer.StartAsync(options => (change ?? (same => same))(options with { Program = Program }), time));

    public static async Task<JobBench> StartOnAsync(TemporaryFolder folder, Func<ServerOptions, ServerOptions>? change = null) =>
        new(await RunningServer.StartOnAsync(folder, options => (change ?? (same => same))(options with { Program = Program })));

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public async Task<string> PostAsync(object job) =>
        (await Server.PostAsync("/api/jobs", JsonSerializer.Serialize(job), HttpStatusCode.Created)).GetProperty("id").GetString()!;

    public Task<string> ShellAsync(string script, object? more = null)
    {
        var job = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        job["command"] = JsonSerializer.SerializeToNode(new[] { "sh", "-c", script });
        return PostAsync(job);
    }

    public Task<JsonElement> RunAsync(string id) => Server.GetAsync($"/api/runs/{id}");

    public async Task<string> StatusAsync(string id) => (await RunAsync(id)).GetProperty("status").GetString()!;

    public async Task<JsonElement> UntilAsync(string id, params string[] statuses)
    {
        JsonElement run = default;
        await Wait.ForAsync(async () =>
        {
            run = await RunAsync(id);
            return statuses.Contains(run.GetProperty("status").GetString());
        });
        return run;
    }

    public async Task<string[]> ConsoleAsync(string id) =>
        [.. (await Server.GetAsync($"/api/runs/{id}/logs")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("text").GetString()!)];

    public Task<JsonElement> ActAsync(string id, string action, HttpStatusCode want = HttpStatusCode.OK) => Server.PostAsync($"/api/jobs/{id}/{action}", "{}", want);

    public static bool IsAlive(int process) => ProcessMark.Of(process) is not null;
}
