using System.Text.Json;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Runs;

public class SilenceWatchTests
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_run_that_sent_heartbeats_is_interrupted_after_a_minute_of_silence_and_revived_by_the_next()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(options => options with { SilenceCheckInterval = CheckInterval }, time);
        var id = await server.NewRunAsync();
        await using var viewer = await WatchAsync(server);
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");

        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("interrupted", (await viewer.ReadAsync("status_change")).GetProperty("new_status").GetString());

        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");
        Assert.Equal("running", (await viewer.ReadAsync("status_change")).GetProperty("new_status").GetString());
        var run = await server.GetAsync($"/api/runs/{id}");
        Assert.Equal(JsonValueKind.Null, run.GetProperty("ended_at").ValueKind);
    }

    [Fact]
    public async Task A_bare_client_has_a_day_and_any_write_is_a_sign_of_life()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(options => options with { SilenceCheckInterval = CheckInterval }, time);
        var (quiet, busy) = (await server.NewRunAsync("quiet"), await server.NewRunAsync("busy"));
        await using var viewer = await WatchAsync(server);

        time.Advance(TimeSpan.FromHours(23));
        await server.PostAsync($"/api/runs/{busy}/metrics", """{"metrics":{"loss":1}}""");
        time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(quiet, (await viewer.ReadAsync("status_change")).GetProperty("run_id").GetString());
        Assert.Equal("running", (await server.GetAsync($"/api/runs/{busy}")).GetProperty("status").GetString());
    }

    private static async Task<SocketClient> WatchAsync(RunningServer server)
    {
        var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync("""{"type":"subscribe","run_id":"*"}""");
        await viewer.ReadAsync("subscribed");
        return viewer;
    }
}
