using System.Net;
using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Server.Runs;

/// <summary>What a script still writes to a run that somebody deleted does not bring it back.</summary>
public class DeletedRunTests
{
    private const string Batch = """{"writer":"w","seq":2,"steps":[2],"metrics":{"loss":[1]}}""";

    [Fact]
    public async Task Its_writers_are_told_also_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            id = await server.NewRunAsync();
            await DeleteAsync(server, id);
            Assert.True((await server.PostAsync($"/api/runs/{id}/metrics", Batch, HttpStatusCode.NotFound)).GetProperty("deleted").GetBoolean());
        }

        await using var again = await RunningServer.StartOnAsync(folder);
        Assert.True((await again.PostAsync($"/api/runs/{id}/metrics", Batch, HttpStatusCode.NotFound)).GetProperty("deleted").GetBoolean());
        Assert.False((await again.PostAsync("/api/runs/run_never/metrics", Batch, HttpStatusCode.NotFound)).TryGetProperty("deleted", out _));
    }

    [Fact]
    public async Task It_is_not_made_again_by_what_it_left_but_its_id_is_free_for_another()
    {
        await using var server = await RunningServer.StartAsync();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        await server.PostAsync("/api/runs", """{"id":"nightly","name":"n"}""", HttpStatusCode.Created);
        await DeleteAsync(server, "nightly");

        var problem = await server.PostAsync("/api/runs", $$"""{"id":"nightly","name":"n","time":{{before}}}""", HttpStatusCode.Conflict);
        Assert.True(problem.GetProperty("deleted").GetBoolean());

        await server.PostAsync("/api/runs", $$"""{"id":"nightly","name":"n","time":{{before + 60}}}""", HttpStatusCode.Created);
        await server.PostAsync("/api/runs/nightly/metrics", """{"writer":"v","seq":1,"steps":[1],"metrics":{"loss":[1]}}""");
    }

    [Fact]
    public async Task A_script_that_still_runs_logs_nowhere_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync();
        string id;
        await using (var monitor = new TrainingMonitorClient(new TrainingMonitorOptions
        {
            DashboardUrl = server.Http.BaseAddress!.ToString(),
            JournalDirectory = folder.Path,
        }))
        {
            id = monitor.RunId;
            monitor.LogMetrics(1, ("loss", 1));
            Assert.True(await monitor.FlushAsync(TimeSpan.FromSeconds(20)));
            await DeleteAsync(server, id);
            for (var step = 2; step < 40; step++)
            {
                monitor.LogMetrics(step, ("loss", 1));
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync($"/api/runs/{id}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(JournalSync.Find(folder.Path));
    }

    private static async Task DeleteAsync(RunningServer server, string id) =>
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"/api/runs/{id}", TestContext.Current.CancellationToken)).StatusCode);
}
