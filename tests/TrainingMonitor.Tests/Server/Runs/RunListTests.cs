using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Runs;

public class RunListTests
{
    [Theory]
    [InlineData("sort=--name")]
    [InlineData("sort=stalled")]
    [InlineData("sort=nothing")]
    [InlineData("metric.loss=NaN")]
    [InlineData("metric.loss=contains:1")]
    [InlineData("metric.loss=lt:")]
    [InlineData("metric.loss=lt:0,5")]
    [InlineData("status=runing")]
    [InlineData("status=active,dance")]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=1e2")]
    [InlineData("cursor=-1")]
    [InlineData("cursor=99999999999999999999")]
    [InlineData("cursor=100")]
    [InlineData("cursor=%C3%BC")]
    [InlineData("offset=-1")]
    [InlineData("offset=2147483648")]
    [InlineData("offset=1&cursor=AAAA")]
    public async Task A_filter_that_means_nothing_is_refused(string query)
    {
        await using var server = await RunningServer.StartAsync();

        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/runs?{query}", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("q=%00")]
    [InlineData("q=%ff%fe")]
    [InlineData("tag=&tag=&q=")]
    [InlineData("config.=1")]
    [InlineData("config.a..b=gt:1")]
    [InlineData("metric.=eq:1")]
    [InlineData("metric..min=eq:1")]
    [InlineData("sort=config.")]
    [InlineData("sort=-metric.")]
    [InlineData("project=%27%3B--")]
    [InlineData("offset=2147483647")]
    [InlineData("limit=1000&offset=2147483647")]
    [InlineData("status=")]
    [InlineData("%5B%5D=1&=2")]
    public async Task A_strange_filter_finds_what_it_finds(string query)
    {
        await using var server = await RunningServer.StartAsync();
        await server.NewRunAsync();

        await server.GetAsync($"/api/runs?{query}");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Lists_travel_compressed_to_those_who_take_it_and_plain_to_others(string encoding)
    {
        await using var server = await RunningServer.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await server.NewRunAsync();
        }

        var plain = await server.Http.GetByteArrayAsync("/api/runs", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/runs") { Headers = { { "Accept-Encoding", encoding } } };
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.InRange(bytes.Length, 1, plain.Length / 4);
        await using Stream whole = encoding == "br"
            ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var read = new MemoryStream();
        await whole.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(plain, read.ToArray());
    }

    [Fact]
    public async Task A_setting_may_be_one_of_several_values_numbers_as_numbers()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var value in (string[])["0.1", "\"adam\"", "\"sgd\"", "1e-1", "0.2", "null"])
        {
            await server.PostAsync("/api/runs", $$$"""{"name":"r","config":{"a":{{{value}}}}}""", HttpStatusCode.Created);
        }

        Assert.Equal(3, (await server.GetAsync("/api/runs?config.a=in:0.10,adam")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await server.GetAsync("/api/runs?config.a=in:")).GetProperty("total").GetInt32());
        await RunningServer.ReadAsync(await server.Http.GetAsync("/api/runs?metric.loss=in:1,2", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_filter_and_sort_alone_also_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string cursor;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            for (var i = 0; i < 3; i++)
            {
                await server.NewRunAsync($"run {i}");
            }

            cursor = (await server.GetAsync("/api/runs?status=running&q=run&sort=name&limit=2")).GetProperty("next_cursor").GetString()!;
        }

        await using var again = await RunningServer.StartOnAsync(folder);
        var rest = await again.GetAsync($"/api/runs?limit=1&sort=name&q=run&status=running&cursor={cursor}");
        Assert.Equal("run 2", rest.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal((JsonValueKind.Null, 3), (rest.GetProperty("next_cursor").ValueKind, rest.GetProperty("total").GetInt32()));
        foreach (var other in new[] { "sort=-name&q=run&status=running", "sort=name&q=runs&status=running", "sort=name&q=run", "sort=name&q=run&status=running&project=default", "sort=name&q=run&status=running&config.lr=1" })
        {
            var refused = await RunningServer.ReadAsync(await again.Http.GetAsync($"/api/runs?{other}&cursor={cursor}", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
            Assert.Equal("got a cursor of another filter or sort, want the one that next_cursor gave for this one", refused.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task An_offset_jumps_into_the_middle_and_a_cursor_goes_on_from_there()
    {
        await using var server = await RunningServer.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await server.NewRunAsync($"run {i}"));
        }

        var page = await server.GetAsync("/api/runs?sort=name&limit=2&offset=3");
        Assert.Equal(ids[3..5], Ids(page));
        Assert.Equal(ids[5..], Ids(await server.GetAsync($"/api/runs?sort=name&limit=2&cursor={page.GetProperty("next_cursor").GetString()}")));
        Assert.Empty(Ids(await server.GetAsync("/api/runs?sort=name&offset=6")));
    }

    [Fact]
    public async Task Every_field_that_can_be_sorted_by_sorts()
    {
        await using var server = await RunningServer.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var run = await server.PostAsync("/api/runs", $$$"""{"name":"n{{{i}}}","parent_run_id":"p{{{i}}}","parent_step":{{{i}}},"steps_per_epoch":{{{i + 1}}},"config":{"lr":{{{i}}},"deep":{"x":"{{{i}}}"} } }""", HttpStatusCode.Created);
            ids.Add(run.GetProperty("id").GetString()!);
            await server.PostAsync($"/api/runs/{ids[i]}/metrics", $$$"""{"step":10,"metrics":{"loss":{{{i}}},"epoch":{{{i}}} } }""");
        }

        foreach (var sort in new[] { "name", "created_at", "parent_run_id", "parent_step", "steps_per_epoch", "epoch", "config.lr", "config.deep.x", "metric.loss", "metric.loss.best" })
        {
            Assert.Equal(ids, Ids(await server.GetAsync($"/api/runs?sort={sort}")));
            Assert.Equal(ids.AsEnumerable().Reverse(), Ids(await server.GetAsync($"/api/runs?sort=-{sort}")));
        }
    }

    [Theory]
    [InlineData("""{"name":"a","parent_step":3}""")]
    [InlineData("""{"name":"a","parent_run_id":"../x"}""")]
    [InlineData("""{"name":"a","parent_run_id":"p","parent_step":9007199254740993}""")]
    public async Task A_fork_from_nowhere_is_refused(string body)
    {
        await using var server = await RunningServer.StartAsync();

        await server.PostAsync("/api/runs", body, HttpStatusCode.BadRequest);
    }

    private static IEnumerable<string> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(run => run.GetProperty("id").GetString()!);
}
