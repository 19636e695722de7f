using System.Globalization;
using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Runs;

public class FacetsTests
{
    [Fact]
    public async Task A_field_is_counted_as_if_the_filter_said_nothing_of_it_and_as_the_whole_filter_leaves_it()
    {
        await using var server = await RunningServer.StartAsync();
        await SweepAsync(server);

        var answer = await server.GetAsync("/api/facets?field=config.optimizer&field=config.lr&config.optimizer=adam&config.lr=le:0.1");

        Assert.Equal(2, answer.GetProperty("total").GetInt32());
        // Of the runs with lr ≤ 0.1: adam twice, sgd once; those with adam are left.
        Assert.Equal([("adam", 2, 2), ("sgd", 1, 0)], Values(answer, "config.optimizer"));
        // Of the runs with adam: each rate once, in the order of the numbers.
        Assert.Equal([("0.01", 1, 1), ("0.1", 1, 1), ("1", 1, 0)], Values(answer, "config.lr"));
    }

    [Fact]
    public async Task Metrics_are_counted_in_bins_whose_borders_hold_the_least_and_the_greatest()
    {
        await using var server = await RunningServer.StartAsync();
        await SweepAsync(server);

        var facet = Facet(await server.GetAsync("/api/facets?field=metric.loss.min&bins=4&metric.loss=le:2"), "metric.loss.min");

        Assert.Equal(("numbers", "linear", 0), (facet.GetProperty("kind").GetString(), facet.GetProperty("scale").GetString(), facet.GetProperty("missing").GetInt32()));
        Assert.Equal([0.0, 0.5, 1, 1.5, 2], facet.GetProperty("edges").EnumerateArray().Select(edge => edge.GetDouble()));
        Assert.Equal([1, 0, 1, 1], facet.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal([1, 0, 1, 1], facet.GetProperty("left").EnumerateArray().Select(count => count.GetInt32()));
    }

    [Fact]
    public async Task Numbers_over_orders_of_magnitude_lie_in_bins_of_equal_ratios_and_what_is_not_finite_is_missing()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var value in (string[])["0.001", "0.02", "10", "\"NaN\"", "\"Infinity\""])
        {
            await LogAsync(server, await server.NewRunAsync(), value);
        }

        await server.NewRunAsync();

        var facet = Facet(await server.GetAsync("/api/facets?field=metric.loss&bins=4"), "metric.loss");

        Assert.Equal(("log", 3), (facet.GetProperty("scale").GetString(), facet.GetProperty("missing").GetInt32()));
        Assert.Equal([1, 1, 0, 1], facet.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal(0.1, facet.GetProperty("edges")[2].GetDouble(), 1e-9);
    }

    [Fact]
    public async Task Status_tags_and_instants_are_counted_too_and_a_run_counts_for_each_of_its_tags()
    {
        await using var server = await RunningServer.StartAsync();
        var ids = await SweepAsync(server);
        await server.PutAsync($"/api/runs/{ids[0]}", """{"tags":["a","b"],"status":"completed"}""");

        var answer = await server.GetAsync("/api/facets?field=status&field=tags&field=created_at&field=project&status=completed");

        Assert.Equal([("running", 3, 0), ("completed", 1, 1)], Values(answer, "status"));
        Assert.Equal([("a", 1, 1), ("b", 1, 1)], Values(answer, "tags"));
        Assert.Equal([("default", 1, 1)], Values(answer, "project"));
        Assert.InRange(Facet(answer, "created_at").GetProperty("edges")[0].GetDouble(), 1.7e9, 5e9);
    }

    [Fact]
    public async Task A_setting_with_many_numbers_is_counted_in_bins_and_one_with_many_words_tells_the_most_frequent()
    {
        await using var server = await RunningServer.StartAsync();
        for (var i = 0; i < 25; i++)
        {
            var mixed = i == 0 ? "\"x\"" : i.ToString(CultureInfo.InvariantCulture);
            var config = $$"""{"seed":{{i}},"word":"w{{i / 2:00}}","mixed":{{mixed}} }""";
            await server.PostAsync("/api/runs", $$"""{"name":"r","config":{{config}} }""", HttpStatusCode.Created);
        }

        var answer = await server.GetAsync("/api/facets?field=config.seed&field=config.word&field=config.mixed&field=config.nothing&bins=5");

        Assert.Equal([5, 5, 5, 5, 5], Facet(answer, "config.seed").GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal(13, Facet(answer, "config.word").GetProperty("distinct").GetInt32());
        Assert.Equal(("w00", 2, 2), Values(answer, "config.word")[0]);
        Assert.Equal((25, 20), (Facet(answer, "config.mixed").GetProperty("distinct").GetInt32(), Values(answer, "config.mixed").Count));
        Assert.Equal((25, 0), (Facet(answer, "config.nothing").GetProperty("missing").GetInt32(), Values(answer, "config.nothing").Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("field=")]
    [InlineData("field=notes")]
    [InlineData("field=status&bins=1")]
    [InlineData("field=status&bins=65")]
    [InlineData("field=status&metric.loss=contains:1")]
    public async Task What_cannot_be_counted_is_refused(string query)
    {
        await using var server = await RunningServer.StartAsync();

        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/facets?{query}", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_fields_than_are_counted_at_once_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var query = string.Join('&', Enumerable.Range(0, 25).Select(i => $"field=config.k{i}"));

        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/facets?{query}", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
        await server.GetAsync($"/api/facets?{query[..query.LastIndexOf('&')]}");
    }

    // adam with three rates, sgd with one; their losses are 0, 1, 2 and 3.
    private static async Task<List<string>> SweepAsync(RunningServer server)
    {
        var ids = new List<string>();
        foreach (var (optimizer, rate) in new[] { ("adam", "0.01"), ("adam", "0.1"), ("sgd", "0.1"), ("adam", "1") })
        {
            var run = await server.PostAsync("/api/runs", $$$"""{"name":"s","config":{"optimizer":"{{{optimizer}}}","lr":{{{rate}}}}}""", HttpStatusCode.Created);
            ids.Add(run.GetProperty("id").GetString()!);
            await LogAsync(server, ids[^1], (ids.Count - 1).ToString(CultureInfo.InvariantCulture));
        }

        return ids;
    }

    private static Task<JsonElement> LogAsync(RunningServer server, string run, string value) =>
        server.PostAsync($"/api/runs/{run}/metrics", $$$"""{"step":1,"metrics":{"loss":{{{value}}}}}""");

    private static JsonElement Facet(JsonElement answer, string field) =>
        answer.GetProperty("facets").EnumerateArray().Single(facet => facet.GetProperty("field").GetString() == field);

    private static List<(string Value, int Count, int Left)> Values(JsonElement answer, string field) =>
        [.. Facet(answer, field).GetProperty("values").EnumerateArray().Select(value => (value.GetProperty("value").GetString()!, value.GetProperty("count").GetInt32(), value.GetProperty("left").GetInt32()))];
}
