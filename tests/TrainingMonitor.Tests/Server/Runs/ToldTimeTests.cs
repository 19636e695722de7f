using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Runs;

/// <summary>A run that was offline bears its own times.</summary>
public class ToldTimeTests
{
    [Fact]
    public async Task What_is_told_later_has_the_time_at_which_it_was()
    {
        await using var server = await RunningServer.StartAsync();
        var run = await server.PostAsync("/api/runs", """{"name":"offline","time":1763805000.25}""", HttpStatusCode.Created);
        Assert.Equal("2025-11-22T09:50:00.250000Z", run.GetProperty("started_at").GetString());

        var ended = await server.PutAsync($"/api/runs/{run.GetProperty("id")}", """{"status":"completed","time":1763808600}""");

        Assert.Equal("2025-11-22T10:50:00.000000Z", ended.GetProperty("ended_at").GetString());
        Assert.True(At(ended, "created_at") > At(ended, "ended_at"), "it came here when it was sent");
    }

    [Fact]
    public async Task A_clock_that_is_a_little_off_or_ahead_moves_nothing_and_no_run_ends_before_it_starts()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var off in (int[])[-30, 0, 3600])
        {
            var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + off;
            var run = await server.PostAsync("/api/runs", $$"""{"name":"live","time":{{time}}}""", HttpStatusCode.Created);
            Assert.Equal(At(run, "created_at"), At(run, "started_at"));

            var ended = await server.PutAsync($"/api/runs/{run.GetProperty("id")}", """{"status":"failed","time":1763808600}""");
            Assert.Equal(At(run, "started_at"), At(ended, "ended_at"));
        }
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("-1")]
    public async Task A_time_that_is_none_is_refused(string time)
    {
        await using var server = await RunningServer.StartAsync();
        var problem = await server.PostAsync("/api/runs", $$"""{"name":"x","time":{{time}}}""", HttpStatusCode.BadRequest);
        Assert.Contains("want seconds since 1970", problem.GetProperty("detail").GetString());
    }

    private static DateTimeOffset At(JsonElement run, string field) => run.GetProperty(field).GetDateTimeOffset();
}
