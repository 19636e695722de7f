using System.Net;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Runs;

public class FencedWriterTests
{
    [Theory]
    [InlineData("heartbeat", """{"writer":"old"}""")]
    [InlineData("system", """{"host":"h","writer":"old","samples":[{"time":1}]}""")]
    [InlineData("metrics", """{"writer":"old","seq":2,"steps":[2],"metrics":{"loss":[1]}}""")]
    public async Task Over_HTTP_it_is_told_409_whatever_it_sends(string path, string body)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await FencedAsync(server);

        var problem = await server.PostAsync($"/api/runs/{id}/{path}", body, HttpStatusCode.Conflict);

        Assert.True(problem.GetProperty("fenced").GetBoolean());
        var polled = await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/runs/{id}/commands?writer=old", TestContext.Current.CancellationToken), HttpStatusCode.Conflict);
        Assert.True(polled.GetProperty("fenced").GetBoolean());
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"new"}""");
    }

    [Theory]
    [InlineData("""{"type":"heartbeat"}""")]
    [InlineData("""{"type":"metrics","seq":2,"steps":[2],"metrics":{"loss":[1]}}""")]
    [InlineData("""{"type":"log","lines":[{"text":"x"}]}""")]
    [InlineData("""{"type":"system","host":"h","samples":[{"time":1}]}""")]
    [InlineData("""{"type":"status","status":"completed"}""")]
    [InlineData("""{"type":"command_result","id":"cmd_1","ok":true}""")]
    public async Task On_a_socket_it_is_told_so_whatever_it_sends(string message)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await FencedAsync(server);
        await using var socket = await SocketClient.ConnectAsync(server.Socket);
        await socket.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"old"}""");
        Assert.Equal(2, (await socket.ReadAsync("welcome")).GetProperty("next_seq").GetInt64());

        await socket.SendAsync(message);

        Assert.True((await socket.ReadAsync("error")).GetProperty("fenced").GetBoolean());
        Assert.Equal("running", (await server.GetAsync($"/api/runs/{id}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task It_keeps_no_run_alive_and_gets_none_of_its_commands()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(options => options with { SilenceCheckInterval = TimeSpan.FromMilliseconds(20) }, time);
        var id = await FencedAsync(server);
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"new"}""");
        await using var old = await SocketClient.ConnectAsync(server.Socket);
        await old.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"old"}""");
        await old.ReadAsync("welcome");
        await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Accepted);
        time.Advance(TimeSpan.FromSeconds(50));
        await old.SendAsync("""{"type":"heartbeat"}""");
        Assert.Equal("error", (await old.ReadAsync())!.Value.GetProperty("type").GetString());
        time.Advance(TimeSpan.FromSeconds(20));

        await Wait.ForAsync(async () => (await server.GetAsync($"/api/runs/{id}")).GetProperty("status").GetString() == "interrupted");

        await old.SendAsync("""{"type":"heartbeat"}""");
        Assert.Equal("error", (await old.ReadAsync())!.Value.GetProperty("type").GetString());
        Assert.Equal("interrupted", (await server.GetAsync($"/api/runs/{id}")).GetProperty("status").GetString());
    }

    private static async Task<string> FencedAsync(RunningServer server)
    {
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/metrics", """{"writer":"old","seq":1,"steps":[1],"metrics":{"loss":[1]}}""");
        await server.PostAsync($"/api/runs/{id}/resume", """{"writer":"new"}""");
        return id;
    }
}
