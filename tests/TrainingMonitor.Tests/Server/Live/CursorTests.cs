using System.Collections.Concurrent;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Live;

public class CursorTests
{
    [Fact]
    public async Task No_frame_spans_the_cursor_of_a_history()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns"}""");
        await viewer.ReadAsync("subscribed");
        var cursorOf = new ConcurrentDictionary<long, long>();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => WriteAsync(server, id, writer * 1000, 150, cursorOf)));

        var histories = new List<long>();
        while (!writing.IsCompleted)
        {
            var isOne = histories.Count % 2 == 0;
            var history = isOne
                ? await server.GetAsync($"/api/runs/{id}/metrics?keys=loss&points={histories.Count % 3 * 10}")
                : await server.PostAsync("/api/series", $$"""{"runs":["{{id}}"],"keys":["loss"]}""");
            histories.Add(isOne ? history.GetProperty("cursor").GetInt64() : history.GetProperty("cursors").GetProperty(id).GetInt64());
        }

        await writing;
        var seen = 0;
        while (seen < 600)
        {
            var frame = await viewer.ReadAsync("metric_batch");
            var steps = frame.GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()).ToArray();
            var (first, last) = (cursorOf[steps[0]], frame.GetProperty("cursor").GetInt64());
            Assert.DoesNotContain(histories, cursor => first <= cursor && cursor < last);
            seen += steps.Length;
        }
    }

    [Fact]
    public async Task A_cursor_ahead_of_the_run_is_answered_with_resync()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);

        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","since":999}""");

        Assert.Equal(id, (await viewer.ReadAsync("resync")).GetProperty("run_id").GetString());
    }

    [Fact]
    public async Task Coming_back_tells_the_fields_that_changed_meanwhile_and_many_steps_as_one()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        var cursor = (await server.GetAsync($"/api/runs/{id}")).GetProperty("cursor").GetInt64();
        var steps = string.Join(',', Enumerable.Range(1, 2000));
        await server.PutAsync($"/api/runs/{id}", """{"notes":"changed"}""");
        await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"steps":[{{{steps}}}],"metrics":{"loss":[{{{steps}}}]}}""");
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);

        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","since":{{cursor}}}""");

        var update = await viewer.ReadAsync("metric_update");
        Assert.Equal((2000, true), (update.GetProperty("step").GetInt64(), update.GetProperty("coalesced").GetBoolean()));
        Assert.Equal("changed", (await viewer.ReadAsync("run_update")).GetProperty("notes").GetString());
    }

    [Fact]
    public async Task A_writers_sample_reaches_those_who_watch_its_run_and_those_who_watch_everything()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using var one = await SocketClient.ConnectAsync(server.Socket);
        await using var all = await SocketClient.ConnectAsync(server.Socket);
        await one.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}"}""");
        await all.SendAsync("""{"type":"subscribe","run_id":"*"}""");
        await one.ReadAsync("subscribed");
        await all.ReadAsync("subscribed");

        using var sent = await server.Http.PostAsync($"/api/runs/{id}/system", RunningServer.Json("""{"host":"gpu01","samples":[{"time":5,"cpu_percent":7}]}"""), TestContext.Current.CancellationToken);

        foreach (var viewer in new[] { one, all })
        {
            JsonElement frame;
            do
            {
                frame = await viewer.ReadAsync("system");
            }
            while (frame.GetProperty("host").GetString() != "gpu01");
            Assert.Equal(id, frame.GetProperty("run_id").GetString());
            Assert.Equal(7, frame.GetProperty("sample").GetProperty("cpu_percent").GetDouble());
        }
    }

    private static async Task WriteAsync(RunningServer server, string id, int first, int count, ConcurrentDictionary<long, long> cursorOf)
    {
        for (var step = first; step < first + count; step++)
        {
            cursorOf[step] = (await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"step":{{{step}}},"metrics":{"loss":{{{step}}}}}""")).GetProperty("cursor").GetInt64();
        }
    }
}
