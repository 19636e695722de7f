using System.Globalization;
using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Runs;

public class GroupsTests
{
    [Fact]
    public async Task Each_value_has_its_runs_and_what_their_numbers_are_and_those_without_come_last()
    {
        await using var server = await RunningServer.StartAsync();
        await SweepAsync(server);

        var answer = await server.GetAsync("/api/groups?by=config.lr&field=metric.loss&field=metric.nothing");

        Assert.Equal(5, answer.GetProperty("total").GetInt32());
        Assert.Equal([("0.01", 1), ("0.1", 3), (null, 1)], Heads(answer));
        var numbers = answer.GetProperty("groups")[1].GetProperty("numbers");
        Assert.Equal((2, 2.0, 1.0, 3.0), (numbers[0].GetProperty("count").GetInt32(), numbers[0].GetProperty("mean").GetDouble(), numbers[0].GetProperty("min").GetDouble(), numbers[0].GetProperty("max").GetDouble()));
        Assert.Equal(JsonValueKind.Null, numbers[1].ValueKind);
        Assert.Equal([("0.1", 2)], Heads(await server.GetAsync("/api/groups?by=config.lr&tag=b")));
        Assert.Equal([("a, b", 1), ("b", 1), (null, 3)], Heads(await server.GetAsync("/api/groups?by=tags")));
        Assert.Equal([("completed", 1), ("running", 4)], Heads(await server.GetAsync("/api/groups?by=status")));
    }

    [Fact]
    public async Task The_list_goes_group_after_group_in_its_own_order_within_each_and_any_stretch_of_it_is_read()
    {
        await using var server = await RunningServer.StartAsync();
        await SweepAsync(server);

        Assert.Equal(["r0", "r3", "r2", "r1", "r4"], await NamesAsync(server, "by=config.lr&sort=-name"));
        Assert.Equal(["r2", "r1"], await NamesAsync(server, "by=config.lr&sort=-name&offset=2&limit=2"));
        Assert.Empty(await NamesAsync(server, "by=config.lr&offset=5"));
        var page = await server.GetAsync("/api/runs?by=config.lr&limit=2");
        Assert.Equal((JsonValueKind.Null, 5), (page.GetProperty("next_cursor").ValueKind, page.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task A_field_with_a_value_for_each_of_very_many_runs_makes_no_groups()
    {
        await using var server = await RunningServer.StartAsync();
        for (var i = 0; i <= 1000; i++)
        {
            await server.PostAsync("/api/runs", $$"""{"name":"r","config":{"seed":{{i.ToString(CultureInfo.InvariantCulture)}} } }""", HttpStatusCode.Created);
        }

        var problem = await RunningServer.ReadAsync(await server.Http.GetAsync("/api/groups?by=config.seed", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);

        Assert.Contains("config.seed", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal([(null, 1001)], Heads(await server.GetAsync("/api/groups?by=config.other")));
    }

    [Theory]
    [InlineData("/api/groups")]
    [InlineData("/api/groups?by=step")]
    [InlineData("/api/groups?by=status&field=name")]
    [InlineData("/api/runs?by=metric.loss")]
    [InlineData("/api/runs?by=status&cursor=AAAA")]
    [InlineData("/api/runs?created_at=ge:soon")]
    [InlineData("/api/runs?created_at=in:7d")]
    [InlineData("/api/runs?created_at=ge:99999999999d")]
    public async Task What_makes_no_groups_and_is_no_instant_is_refused(string path)
    {
        await using var server = await RunningServer.StartAsync();

        await RunningServer.ReadAsync(await server.Http.GetAsync(path, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Several_runs_are_read_at_once_by_their_ids_and_runs_are_found_by_their_age()
    {
        await using var server = await RunningServer.StartAsync();
        var ids = await SweepAsync(server);

        Assert.Equal(["r1", "r3"], await NamesAsync(server, $"id={ids[3]},{ids[1]},run_nobody&sort=name"));
        Assert.Empty(await NamesAsync(server, "id=run_nobody"));
        Assert.Equal(5, (await NamesAsync(server, "created_at=ge:7d&created_at=lt:0h")).Count);
        Assert.Equal(5, (await NamesAsync(server, "created_at=gt:2020-01-01T00:00:00Z&created_at=gt:1577836800.5")).Count);
        Assert.Empty(await NamesAsync(server, "created_at=le:1d"));
        Assert.Empty(await NamesAsync(server, "host=nowhere"));
    }

    [Fact]
    public async Task Runs_are_found_by_the_machines_on_which_they_were_seen_and_those_are_counted_beside()
    {
        await using var server = await RunningServer.StartAsync();
        var ids = await SweepAsync(server);
        await server.PostAsync($"/api/runs/{ids[0]}/system", """{"host":"gpu01","writer":"w","samples":[{"cpu_percent":1}]}""", HttpStatusCode.NoContent);
        await server.PostAsync($"/api/runs/{ids[1]}/system", """{"host":"gpu02","writer":"w","samples":[{"cpu_percent":1}]}""", HttpStatusCode.NoContent);

        Assert.Equal(["r0"], await NamesAsync(server, "host=gpu01&sort=name"));
        Assert.Equal(["r0", "r1"], await NamesAsync(server, "host=gpu01,gpu02&sort=name"));
        // The machines that could be chosen too stay in sight.
        var facet = (await server.GetAsync("/api/facets?field=hosts&host=gpu01")).GetProperty("facets")[0];
        Assert.Equal(["gpu01", "gpu02"], facet.GetProperty("values").EnumerateArray().Select(value => value.GetProperty("value").GetString()));
    }

    // r0 … r4: rates 0.01, 0.1, 0.1, 0.1 and none; losses 0, 1, none, 3, 4.
    private static async Task<List<string>> SweepAsync(RunningServer server)
    {
        var ids = new List<string>();
        foreach (var (config, tags) in new[] { ("\"lr\":0.01", "[]"), ("\"lr\":0.1", "[\"b\",\"a\"]"), ("\"lr\":0.10", "[\"b\"]"), ("\"lr\":0.1", "[]"), ("", "[]") })
        {
            var i = ids.Count.ToString(CultureInfo.InvariantCulture);
            var run = await server.PostAsync("/api/runs", $$"""{"name":"r{{i}}","tags":{{tags}},"config":{{{config}}} }""", HttpStatusCode.Created);
            ids.Add(run.GetProperty("id").GetString()!);
            if (ids.Count != 3)
            {
                await server.PostAsync($"/api/runs/{ids[^1]}/metrics", $$$"""{"step":1,"metrics":{"loss":{{{i}}}}}""");
            }
        }

        await server.PutAsync($"/api/runs/{ids[4]}", """{"status":"completed"}""");
        return ids;
    }

    private static async Task<List<string>> NamesAsync(RunningServer server, string query) =>
        [.. (await server.GetAsync($"/api/runs?{query}")).GetProperty("items").EnumerateArray().Select(run => run.GetProperty("name").GetString()!)];

    private static List<(string? Value, int Count)> Heads(JsonElement answer) =>
        [.. answer.GetProperty("groups").EnumerateArray().Select(group => (group.GetProperty("value").GetString(), group.GetProperty("count").GetInt32()))];
}
