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
    [InlineData("cursor=2147483647")]
    [InlineData("status=")]
    [InlineData("%5B%5D=1&=2")]
    public async Task A_strange_filter_finds_what_it_finds(string query)
    {
        await using var server = await RunningServer.StartAsync();
        await server.NewRunAsync();

        await server.GetAsync($"/api/runs?{query}");
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
