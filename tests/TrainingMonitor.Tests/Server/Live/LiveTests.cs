using System.Net.WebSockets;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Live;

public class LiveTests
{
    [Fact]
    public async Task A_point_reaches_its_subscribers_in_both_formats()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using var updates = await SocketClient.ConnectAsync(server.Socket);
        await using var columns = await SocketClient.ConnectAsync(server.Socket);
        await updates.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}"}""");
        await columns.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns"}""");
        await updates.ReadAsync("subscribed");
        await columns.ReadAsync("subscribed");

        var answer = await server.PostAsync($"/api/runs/{id}/metrics", """{"step":7,"time":1.5,"metrics":{"loss":0.25,"norm":"NaN"}}""");

        var update = await updates.ReadAsync("metric_update");
        Assert.Equal(7, update.GetProperty("step").GetInt64());
        Assert.Equal(1.5, update.GetProperty("time").GetDouble());
        Assert.Equal("""{"loss":0.25,"norm":"NaN"}""", update.GetProperty("metrics").GetRawText());
        Assert.False(update.TryGetProperty("coalesced", out _));
        var batch = await columns.ReadAsync("metric_batch");
        Assert.Equal("""{"loss":[0.25],"norm":["NaN"]}""", batch.GetProperty("metrics").GetRawText());
        Assert.InRange(batch.GetProperty("cursor").GetInt64(), 1, answer.GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task A_viewer_that_reads_history_while_points_arrive_misses_none_and_doubles_none()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        var writing = WriteAsync(server, id, 400);
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns"}""");
        await viewer.ReadAsync("subscribed");
        var history = await server.GetAsync($"/api/runs/{id}/metrics?keys=loss&points=20000");
        var seen = history.GetProperty("series").EnumerateArray().SelectMany(series => Steps(series)).ToList();
        var cursor = history.GetProperty("cursor").GetInt64();

        while (seen.Count < 400)
        {
            var frame = await viewer.ReadAsync("metric_batch");
            if (frame.GetProperty("cursor").GetInt64() > cursor)
            {
                seen.AddRange(Steps(frame));
            }
        }

        await writing;
        Assert.Equal(Enumerable.Range(0, 400).Select(step => (long)step), seen);
    }

    [Fact]
    public async Task Above_the_rate_steps_are_coalesced_to_the_newest_values()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","max_rate":2}""");
        await viewer.ReadAsync("subscribed");

        await server.PostAsync($"/api/runs/{id}/metrics", """{"steps":[1,2,3,4,5],"metrics":{"loss":[5,4,3,2,1],"val":[9,null,null,null,null]}}""");

        var frame = await viewer.ReadAsync("metric_update");
        Assert.True(frame.GetProperty("coalesced").GetBoolean());
        Assert.Equal(5, frame.GetProperty("step").GetInt64());
        Assert.Equal("""{"loss":1,"val":9}""", frame.GetProperty("metrics").GetRawText());
    }

    [Fact]
    public async Task Everything_but_points_comes_to_a_subscriber_of_everything()
    {
        await using var server = await RunningServer.StartAsync();
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync("""{"type":"subscribe","run_id":"*"}""");
        await viewer.ReadAsync("subscribed");

        var id = await server.NewRunAsync("watched");
        var created = await viewer.ReadAsync("run_created");
        Assert.Equal("watched", created.GetProperty("run").GetProperty("name").GetString());
        await server.PostAsync($"/api/runs/{id}/metrics", """{"step":7,"metrics":{"loss":0.25}}""");
        JsonElement update;
        do
        {
            update = await viewer.ReadAsync("run_update");
        }
        while (!update.TryGetProperty("metrics", out _));
        Assert.Equal(0.25, update.GetProperty("metrics").GetProperty("loss").GetProperty("latest").GetDouble());
        Assert.Equal(7, update.GetProperty("step").GetInt64());
        Assert.False(update.TryGetProperty("name", out _));

        await server.PutAsync($"/api/runs/{id}", """{"status":"completed"}""");
        var status = await viewer.ReadAsync("status_change");
        Assert.Equal(("running", "completed"), (status.GetProperty("old_status").GetString(), status.GetProperty("new_status").GetString()));
        Assert.Equal("status_change", (await viewer.ReadAsync("event")).GetProperty("event").GetProperty("kind").GetString());
        using var deleted = await server.Http.DeleteAsync($"/api/runs/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(id, (await viewer.ReadAsync("run_deleted")).GetProperty("run_id").GetString());
    }

    [Fact]
    public async Task After_a_short_absence_since_replays_what_was_missed()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        var first = await server.PostAsync($"/api/runs/{id}/metrics", """{"step":1,"metrics":{"loss":1}}""");
        await server.PostAsync($"/api/runs/{id}/metrics", """{"step":2,"metrics":{"loss":2}}""");
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);

        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns","since":{{first.GetProperty("cursor").GetInt64()}}}""");

        Assert.Equal([2L], Steps(await viewer.ReadAsync("metric_batch")));
    }

    [Fact]
    public async Task A_gap_that_reaches_behind_memory_is_answered_with_resync()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var before = await RunningServer.StartOnAsync(folder))
        {
            id = await before.NewRunAsync();
            await before.PostAsync($"/api/runs/{id}/metrics", """{"step":1,"metrics":{"loss":1}}""");
        }

        await using var server = await RunningServer.StartOnAsync(folder);
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns","since":0}""");

        Assert.Equal(id, (await viewer.ReadAsync("resync")).GetProperty("run_id").GetString());
    }

    [Fact]
    public async Task A_bad_message_is_answered_and_the_connection_stays()
    {
        await using var server = await RunningServer.StartAsync();
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        foreach (var bad in new[] { "nonsense", "[]", "{}", """{"type":5}""", """{"type":"dance"}""", """{"type":"subscribe"}""", """{"type":"subscribe","run_id":"../x"}""", """{"type":"subscribe","run_id":"run_missing"}""", """{"type":"subscribe","run_id":"*","format":"rows"}""", """{"type":"metrics","seq":1,"steps":[1],"metrics":{}}""", """{"type":"hello"}""" })
        {
            await viewer.SendAsync(bad);
            Assert.StartsWith("got ", (await viewer.ReadAsync("error")).GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        await viewer.SendBinaryAsync([1, 2, 3]);
        await viewer.ReadAsync("error");
        await viewer.SendAsync("""{"type":"ping"}""");
        await viewer.ReadAsync("pong");
    }

    [Fact]
    public async Task A_message_over_the_cap_closes_the_socket_and_nothing_else()
    {
        await using var server = await RunningServer.StartAsync();
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await using var other = await SocketClient.ConnectAsync(server.Socket);

        await viewer.SendAsync($$"""{"type":"ping","padding":"{{new string('x', 1_100_000)}}"}""");

        Assert.Null(await viewer.ReadAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, viewer.CloseStatus);
        await other.SendAsync("""{"type":"ping"}""");
        await other.ReadAsync("pong");
    }

    [Fact]
    public async Task A_writer_gets_acks_that_are_durable_and_once_only()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using (var writer = await SocketClient.ConnectAsync(server.Socket))
        {
            await writer.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"w","rank":0}""");
            Assert.Equal(1, (await writer.ReadAsync("welcome")).GetProperty("next_seq").GetInt64());
            await writer.SendAsync("""{"type":"metrics","seq":1,"steps":[1,2],"times":[1,2],"metrics":{"loss":[0.5,NaN]}}""");
            var ack = await writer.ReadAsync("ack");
            Assert.Equal((1, 2, false), (ack.GetProperty("seq").GetInt64(), ack.GetProperty("accepted").GetInt64(), ack.GetProperty("duplicate").GetBoolean()));
            await writer.SendAsync("""{"type":"metrics","seq":1,"steps":[1,2],"metrics":{"loss":[0.5,0.4]}}""");
            Assert.True((await writer.ReadAsync("ack")).GetProperty("duplicate").GetBoolean());
            await writer.SendAsync("""{"type":"metrics","seq":9,"steps":[1],"metrics":{"loss":[0.5]}}""");
            var gap = await writer.ReadAsync("error");
            Assert.Equal((9, 2), (gap.GetProperty("seq").GetInt64(), gap.GetProperty("expected_seq").GetInt64()));
        }

        await using var again = await SocketClient.ConnectAsync(server.Socket);
        await again.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"w"}""");
        Assert.Equal(2, (await again.ReadAsync("welcome")).GetProperty("next_seq").GetInt64());
        await again.SendAsync("""{"type":"heartbeat"}""");
        await again.SendAsync("""{"type":"status","status":"failed","error":"Traceback"}""");
        await again.SendAsync("""{"type":"ping"}""");
        await again.ReadAsync("pong");
        var run = await server.GetAsync($"/api/runs/{id}");
        Assert.Equal(("failed", "Traceback"), (run.GetProperty("status").GetString(), run.GetProperty("error").GetString()));
        Assert.NotEqual(JsonValueKind.Null, run.GetProperty("heartbeat_at").ValueKind);
    }

    [Fact]
    public async Task A_viewer_that_does_not_read_is_closed_and_holds_up_nobody()
    {
        await using var server = await RunningServer.StartAsync(options => options with { Live = options.Live with { ViewerQueueFrames = 8, BatchInterval = TimeSpan.Zero } });
        var id = await server.NewRunAsync();
        await using var slow = await SocketClient.ConnectAsync(server.Socket);
        await slow.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns"}""");
        await slow.ReadAsync("subscribed");
        // Large frames fill the kernel's buffers, so that the server's queue for this viewer fills too.
        var steps = string.Join(',', Enumerable.Range(0, 20_000));
        for (var i = 0; i < 60; i++)
        {
            await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"steps":[{{{steps}}}],"metrics":{"loss":[{{{steps}}}]}}""");
        }

        var frames = 0;
        while (await slow.ReadAsync() is not null)
        {
            frames++;
        }

        Assert.Equal((WebSocketCloseStatus)1013, slow.CloseStatus);
        Assert.InRange(frames, 1, 59);
    }

    private static async Task WriteAsync(RunningServer server, string id, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"step":{{{step}}},"metrics":{"loss":{{{step}}}}}""");
        }
    }

    private static IEnumerable<long> Steps(JsonElement columns) => columns.GetProperty("steps").EnumerateArray().Select(step => step.GetInt64());
}
