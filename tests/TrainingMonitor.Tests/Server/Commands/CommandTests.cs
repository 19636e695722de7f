using System.Net;
using System.Text.Json;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Commands;

public class CommandTests
{
    [Fact]
    public async Task A_command_reaches_a_writer_over_its_socket_and_its_answer_is_an_event()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using var writer = await HelloAsync(server, id, "w");

        var given = await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop","when":"epoch_end"}""", HttpStatusCode.Accepted);

        var command = await writer.ReadAsync("command");
        Assert.Equal(Text(given, "command_id"), Text(command, "id"));
        Assert.Equal(("stop", "epoch_end"), (Text(command, "command"), Text(command, "when")));
        await writer.SendAsync($$"""{"type":"command_result","id":"{{Text(command, "id")}}","ok":true,"message":"stopping at epoch 4"}""");
        await writer.SendAsync($$"""{"type":"command_result","id":"{{Text(command, "id")}}","ok":true,"message":"again"}""");
        await writer.SendAsync("""{"type":"ping"}""");
        await writer.ReadAsync("pong");
        Assert.Equal(new[] { "stop: stopping at epoch 4", "stop asked of the script at the end of the epoch" }, await CommandEventsAsync(server, id));
        await using var late = await SocketClient.ConnectAsync(server.Socket);
        await late.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"w"}""");
        Assert.Equal(0, (await late.ReadAsync("welcome")).GetProperty("commands").GetArrayLength());
    }

    [Fact]
    public async Task A_writer_over_HTTP_gets_it_with_every_kind_of_answer_once_in_a_while_until_it_answers()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(time: time);
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");
        var given = Text(await server.PostAsync($"/api/runs/{id}/commands", """{"command":"checkpoint"}""", HttpStatusCode.Accepted), "command_id");

        Assert.Equal(new[] { given }, Commands(await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""")));
        Assert.Empty(Commands(await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""")));
        Assert.Equal(new[] { given }, Commands(await server.PostAsync($"/api/runs/{id}/metrics", """{"writer":"rank1","seq":1,"steps":[1],"metrics":{"loss":[1]}}""")));
        Assert.Equal(new[] { given }, Commands(await server.GetAsync($"/api/runs/{id}/commands?writer=rank2")));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(new[] { given }, Commands(await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""")));
        await server.PostAsync($"/api/runs/{id}/commands/{given}/result", """{"ok":false,"message":"no room"}""", HttpStatusCode.NoContent);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Empty(Commands(await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""")));
        Assert.Equal(new[] { given }, Commands(await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"rank3"}""")));
        time.Advance(TimeSpan.FromSeconds(50));
        Assert.Empty(Commands(await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"rank4"}""")));
        Assert.Equal("checkpoint: no room", (await CommandEventsAsync(server, id))[0]);
    }

    [Fact]
    public async Task A_long_poll_waits_for_the_next_command()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");

        var poll = server.GetAsync($"/api/runs/{id}/commands?wait=20&writer=w");
        var given = Text(await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Accepted), "command_id");

        Assert.Equal(new[] { given }, Commands(await poll));
    }

    [Fact]
    public async Task A_command_outlives_the_server_and_not_a_resume()
    {
        using var folder = new TemporaryFolder();
        string id, given;
        await using (var before = await RunningServer.StartOnAsync(folder))
        {
            id = await before.NewRunAsync();
            await before.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");
            given = Text(await before.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Accepted), "command_id");
        }

        await using var server = await RunningServer.StartOnAsync(folder);
        await using (var writer = await SocketClient.ConnectAsync(server.Socket))
        {
            await writer.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"w"}""");
            Assert.Equal(new[] { given }, Commands(await writer.ReadAsync("welcome")));
        }

        await server.PostAsync($"/api/runs/{id}/resume", """{"writer":"w2"}""");
        Assert.Empty(Commands(await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w2"}""")));
    }

    [Fact]
    public async Task Where_nobody_lives_a_command_is_refused()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(time: time);
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Conflict);
        await server.PostAsync($"/api/runs/{id}/metrics", """{"metrics":{"loss":1}}""");
        await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Accepted);
        time.Advance(TimeSpan.FromSeconds(61));
        await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Conflict);
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");
        await server.PutAsync($"/api/runs/{id}", """{"status":"completed"}""");
        Assert.Contains("completed", Text(await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Conflict), "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loading_is_asked_of_a_live_script_and_else_explained()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/checkpoints", """{"id":"ckpt_a","filepath":"/models/it's \"it\".pt","step":12}""", HttpStatusCode.Created);

        var problem = await server.PostAsync("/api/checkpoints/ckpt_a/load", "{}", HttpStatusCode.Conflict);
        Assert.Equal("""import torch; state = torch.load("/models/it's \"it\".pt", map_location="cpu", weights_only=True)  # saved at step 12""", Text(problem, "how_to"));

        await using var writer = await HelloAsync(server, id, "w");
        var given = await server.PostAsync("/api/checkpoints/ckpt_a/load", "{}", HttpStatusCode.Accepted);
        var command = await writer.ReadAsync("command");
        Assert.Equal((Text(given, "command_id"), "load_checkpoint", "ckpt_a", 12L), (Text(command, "id"), Text(command, "command"), Text(command, "checkpoint_id"), command.GetProperty("step").GetInt64()));
        Assert.Equal("/models/it's \"it\".pt", Text(command, "filepath"));
        await server.PostAsync($"/api/runs/{id}/commands", """{"command":"load_checkpoint","checkpoint_id":"ckpt_a","when":"epoch_end"}""", HttpStatusCode.Accepted);
        Assert.Equal("epoch_end", Text(await writer.ReadAsync("command"), "when"));
        await server.PostAsync("/api/checkpoints/ckpt_none/load", "{}", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"command":"dance"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"command":"stop","when":"later"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"command":"load_checkpoint"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"command":"load_checkpoint","checkpoint_id":"../x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"command":"load_checkpoint","checkpoint_id":"ckpt_none"}""", HttpStatusCode.NotFound)]
    [InlineData("""[]""", HttpStatusCode.BadRequest)]
    public async Task Bad_commands_are_refused(string body, HttpStatusCode want)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");

        await server.PostAsync($"/api/runs/{id}/commands", body, want);
    }

    [Fact]
    public async Task Answers_to_nothing_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        await server.PostAsync($"/api/runs/{id}/commands/cmd_none/result", """{"ok":true}""", HttpStatusCode.NotFound);
        await server.PostAsync($"/api/runs/{id}/commands/..%2f/result", """{"ok":true}""", HttpStatusCode.BadRequest);
        await server.PostAsync($"/api/runs/run_none/commands/cmd_none/result", """{"ok":true}""", HttpStatusCode.NotFound);
        await using var writer = await HelloAsync(server, id, "w");
        await writer.SendAsync("""{"type":"command_result","id":"cmd_none","ok":true}""");
        await writer.ReadAsync("error");
        await writer.SendAsync("""{"type":"command_result"}""");
        await writer.ReadAsync("error");
        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/runs/{id}/commands?wait=61", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
    }

    private static async Task<SocketClient> HelloAsync(RunningServer server, string id, string writer)
    {
        var socket = await SocketClient.ConnectAsync(server.Socket);
        await socket.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"{{writer}}"}""");
        await socket.ReadAsync("welcome");
        // The socket takes commands from before the answer to this on.
        await socket.SendAsync("""{"type":"ping"}""");
        await socket.ReadAsync("pong");
        return socket;
    }

    private static async Task<string[]> CommandEventsAsync(RunningServer server, string id) =>
        [.. (await server.GetAsync($"/api/runs/{id}/events")).GetProperty("items").EnumerateArray().Where(item => Text(item, "kind") == "command").Select(item => Text(item, "message"))];

    private static string[] Commands(JsonElement answer) => [.. answer.GetProperty("commands").EnumerateArray().Select(command => Text(command, "id"))];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
