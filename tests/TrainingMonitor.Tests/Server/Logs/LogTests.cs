using System.Net;
using System.Text.Json;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Logs;

public class LogTests
{
    [Fact]
    public async Task Lines_are_kept_in_order_searched_and_read_on_from_where_one_was()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            id = await server.NewRunAsync();
            var first = await server.PostAsync($"/api/runs/{id}/logs", """{"lines":[{"time":1763805000.25,"stream":"stdout","text":"epoch 1"},{"time":1763805000.5,"stream":"stderr","text":"a warning\nin two \\lines\r"}]}""");
            Assert.Equal((2, 2), (first.GetProperty("accepted").GetInt64(), first.GetProperty("total").GetInt64()));
        }

        await using var again = await RunningServer.StartOnAsync(folder);
        await again.PostAsync($"/api/runs/{id}/logs", """{"lines":[{"text":"EPOCH 2 ünïcödé 🎉"}]}""");
        var all = await again.GetAsync($"/api/runs/{id}/logs");
        Assert.Equal(["epoch 1", "a warning\nin two \\lines\r", "EPOCH 2 ünïcödé 🎉"], Texts(all));
        Assert.Equal([0L, 1, 2], all.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("n").GetInt64()));
        Assert.Equal(1763805000.25, all.GetProperty("items")[0].GetProperty("time").GetDouble());
        Assert.Equal("stderr", all.GetProperty("items")[1].GetProperty("stream").GetString());
        Assert.Equal(JsonValueKind.Null, all.GetProperty("next_cursor").ValueKind);
        Assert.Equal(new[] { "epoch 1", "EPOCH 2 ünïcödé 🎉" }, Texts(await again.GetAsync($"/api/runs/{id}/logs?q=epoch")));
        Assert.Equal(new[] { "a warning\nin two \\lines\r" }, Texts(await again.GetAsync($"/api/runs/{id}/logs?stream=stderr")));
        Assert.Equal(new[] { "EPOCH 2 ünïcödé 🎉" }, Texts(await again.GetAsync($"/api/runs/{id}/logs?tail=1")));
        var page = await again.GetAsync($"/api/runs/{id}/logs?limit=2");
        Assert.Equal(new[] { "EPOCH 2 ünïcödé 🎉" }, Texts(await again.GetAsync($"/api/runs/{id}/logs?cursor={page.GetProperty("next_cursor").GetString()}")));
        Assert.Empty(Texts(await again.GetAsync($"/api/runs/{id}/logs?cursor=3")));
    }

    [Fact]
    public async Task A_line_with_a_NUL_is_rejected_by_its_index_and_those_around_it_are_kept()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        const string Lines = """{"lines":[{"text":"one"},{"text":"t\u0000wo"},{"text":"three \\u0000"},{"text":"\u0000"}],"writer":"w","seq":1}""";

        var answer = await server.PostAsync($"/api/runs/{id}/logs", Lines);

        Assert.Equal("""{"accepted":2,"total":2,"duplicate":false,"rejected":[{"index":1,"reason":"got text with a NUL character, want text"},{"index":3,"reason":"got text with a NUL character, want text"}]}""", answer.GetRawText());
        Assert.Equal(["one", "three \\u0000"], Texts(await server.GetAsync($"/api/runs/{id}/logs")));
        Assert.True((await server.PostAsync($"/api/runs/{id}/logs", Lines)).GetProperty("duplicate").GetBoolean());
        var none = await server.PostAsync($"/api/runs/{id}/logs", """{"lines":[{"text":"\u0000"}]}""");
        Assert.Equal((0, 2), (none.GetProperty("accepted").GetInt64(), none.GetProperty("total").GetInt64()));
        var broken = await server.PostAsync($"/api/runs/{id}/logs", """{"lines":[{"text":"\ud800"}]}""", HttpStatusCode.BadRequest);
        Assert.Contains("lone surrogate", broken.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await using var writer = await SocketClient.ConnectAsync(server.Socket);
        await writer.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"w"}""");
        await writer.ReadAsync("welcome");
        await writer.SendAsync("""{"type":"log","seq":9,"lines":[{"text":"four"},{"text":"\u0000"}]}""");
        var error = await writer.ReadAsync("error");
        Assert.Equal("line 1: got text with a NUL character, want text; 1 of 2 lines were not taken", error.GetProperty("message").GetString());
        Assert.Equal(["one", "three \\u0000", "four"], Texts(await server.GetAsync($"/api/runs/{id}/logs")));
    }

    [Fact]
    public async Task A_long_line_is_cut_between_characters_and_says_by_how_much()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/logs", JsonSerializer.Serialize(new { lines = new[] { new { text = new string('x', 65535) + "🎉🎉" } } }));
        Assert.Equal([new string('x', 65535) + "… (4 more characters)"], Texts(await server.GetAsync($"/api/runs/{id}/logs")));
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_off_is_dropped_and_the_next_one_is_whole()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            id = await server.NewRunAsync();
            await server.PostAsync($"/api/runs/{id}/logs", """{"lines":[{"text":"whole"}]}""");
        }

        var file = Path.Combine(folder.Path, "logs", id + ".log");
        await File.AppendAllTextAsync(file, "1763805000250000 o half of a li", TestContext.Current.CancellationToken);
        await using var again = await RunningServer.StartOnAsync(folder);
        await again.PostAsync($"/api/runs/{id}/logs", """{"lines":[{"text":"next"}]}""");

        Assert.Equal(new[] { "whole", "next" }, Texts(await again.GetAsync($"/api/runs/{id}/logs")));
        Assert.Equal(2, (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Many_lines_from_several_writers_at_once_are_all_there_once()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 5; i++)
            {
                var lines = Enumerable.Range(0, 100).Select(n => new { text = $"{writer}/{(i * 100) + n}" });
                await server.PostAsync($"/api/runs/{id}/logs", JsonSerializer.Serialize(new { lines }));
            }
        }));

        var seen = new List<string>();
        for (var cursor = "0"; cursor is not null;)
        {
            var page = await server.GetAsync($"/api/runs/{id}/logs?limit=999&cursor={cursor}");
            seen.AddRange(Texts(page));
            cursor = page.GetProperty("next_cursor").GetString();
        }

        Assert.Equal(4000, seen.Count);
        Assert.Equal(4000, seen.Distinct().Count());
        Assert.All(Enumerable.Range(0, 8), writer => Assert.Equal(Enumerable.Range(0, 500), seen.Where(line => line.StartsWith($"{writer}/", StringComparison.Ordinal)).Select(line => int.Parse(line.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Lines_from_a_socket_reach_those_who_watch_the_run_and_no_one_else()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await using var everything = await SocketClient.ConnectAsync(server.Socket);
        await using var writer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}"}""");
        await everything.SendAsync("""{"type":"subscribe","run_id":"*"}""");
        var cursor = (await viewer.ReadAsync("subscribed")).GetProperty("cursor").GetInt64();
        await everything.ReadAsync("subscribed");
        await writer.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"w"}""");
        await writer.SendAsync("""{"type":"log","lines":[{"time":1,"stream":"stderr","text":"oh"}]}""");

        var frame = await viewer.ReadAsync("log");

        Assert.Equal("""[{"n":0,"time":1,"stream":"stderr","text":"oh"}]""", frame.GetProperty("lines").GetRawText());
        Assert.True(frame.GetProperty("cursor").GetInt64() > cursor);
        await server.PutAsync($"/api/runs/{id}", """{"status":"completed"}""");
        JsonElement? other;
        do
        {
            other = await everything.ReadAsync();
            Assert.NotEqual("log", other!.Value.GetProperty("type").GetString());
        }
        while (other.Value.GetProperty("type").GetString() != "status_change");
        foreach (var bad in new[] { """{"type":"log"}""", """{"type":"log","lines":[{"text":"\ud800"}]}""", """{"type":"log","lines":[null]}""", """{"type":"system"}""", """{"type":"system","host":"h","samples":[]}""" })
        {
            await writer.SendAsync(bad);
            await writer.ReadAsync("error");
        }
    }

    [Fact]
    public async Task The_console_goes_with_its_run()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartOnAsync(folder);
        var id = (await server.PostAsync("/api/runs", """{"name":"a","id":"same"}""", HttpStatusCode.Created)).GetProperty("id").GetString();
        await server.PostAsync($"/api/runs/{id}/logs", """{"lines":[{"text":"old"}]}""");

        using var gone = await server.Http.DeleteAsync($"/api/runs/{id}", TestContext.Current.CancellationToken);
        Assert.False(File.Exists(Path.Combine(folder.Path, "logs", "same.log")));
        await server.PostAsync("/api/runs", """{"name":"a","id":"same"}""", HttpStatusCode.Created);

        Assert.Equal(0, (await server.GetAsync($"/api/runs/{id}/logs")).GetProperty("total").GetInt64());
        await server.PostAsync($"/api/runs/{id}/logs", """{"lines":[{"text":"new"}]}""");
        Assert.Equal(new[] { "new" }, Texts(await server.GetAsync($"/api/runs/{id}/logs")));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"lines":[]}""")]
    [InlineData("""{"lines":[null]}""")]
    [InlineData("""{"lines":[{}]}""")]
    [InlineData("""{"lines":[{"text":7}]}""")]
    [InlineData("""{"lines":[{"text":"a","stream":"stdin"}]}""")]
    [InlineData("""{"lines":[{"text":"a","time":1e300}]}""")]
    [InlineData("""{"lines":[{"text":"\ud800"}]}""")]
    [InlineData("""{"lines":{}}""")]
    public async Task Bad_lines_are_refused(string body)
    {
        await using var server = await RunningServer.StartAsync();

        await server.PostAsync($"/api/runs/{await server.NewRunAsync()}/logs", body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Numbered_lines_sent_again_are_there_once_also_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string id;
        const string Once = """{"writer":"gpu 01","seq":7,"lines":[{"text":"a","stream":"stderr"},{"text":"b"}]}""";
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            id = await server.NewRunAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.PostAsync($"/api/runs/{id}/logs", Once)));
            Assert.All(answers, answer => Assert.Equal((2, 2), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("total").GetInt32())));
            Assert.Single(answers, answer => !answer.GetProperty("duplicate").GetBoolean());
        }

        await using var again = await RunningServer.StartOnAsync(folder);
        await using var viewer = await Live.SocketClient.ConnectAsync(again.Socket);
        await viewer.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}"}""");
        Assert.True((await again.PostAsync($"/api/runs/{id}/logs", Once)).GetProperty("duplicate").GetBoolean());
        await again.PostAsync($"/api/runs/{id}/logs", """{"writer":"gpu 02","seq":1,"lines":[{"text":"c"}]}""");
        await using var writer = await Live.SocketClient.ConnectAsync(again.Socket);
        await writer.SendAsync($$"""{"type":"hello","run_id":"{{id}}","writer":"gpu 01"}""");
        await writer.SendAsync("""{"type":"log","seq":7,"lines":[{"text":"a"}]}""");
        await writer.SendAsync("""{"type":"log","seq":90,"lines":[{"text":"d"}]}""");

        Assert.Equal("c", (await viewer.ReadAsync("log")).GetProperty("lines")[0].GetProperty("text").GetString());
        Assert.Equal("d", (await viewer.ReadAsync("log")).GetProperty("lines")[0].GetProperty("text").GetString());
        Assert.Equal(["a", "b", "c", "d"], Texts(await again.GetAsync($"/api/runs/{id}/logs")));
        foreach (var half in new[] { "\"writer\":\"w\"", "\"seq\":1", "\"writer\":\"w\",\"seq\":0", "\"writer\":\"\",\"seq\":1", "\"writer\":\"w\",\"seq\":9007199254740993" })
        {
            await again.PostAsync($"/api/runs/{id}/logs", $$"""{ {{half}},"lines":[{"text":"x"}]}""", HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData("cursor=-1")]
    [InlineData("cursor=x")]
    [InlineData("limit=0")]
    [InlineData("tail=1001")]
    [InlineData("stream=stdin")]
    public async Task A_bad_query_is_refused(string query)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/runs/{id}/logs?{query}", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
        await RunningServer.ReadAsync(await server.Http.GetAsync("/api/runs/run_none/logs", TestContext.Current.CancellationToken), HttpStatusCode.NotFound);
    }

    private static string[] Texts(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("text").GetString()!)];
}
