using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using TrainingMonitor.Server;

namespace TrainingMonitor.Tests.Server.Security;

public class LimitTests
{
    [Fact]
    public async Task Beyond_the_rate_requests_are_put_off_and_then_served()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(options => options with { MaxRequestsPerSecond = 5 }, time);
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await server.Http.GetAsync("/api/version", TestContext.Current.CancellationToken));
        }

        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), 5, 19);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        answers.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task Only_embed_may_be_framed_and_only_by_whom_the_setting_names()
    {
        foreach (var (ancestors, want) in new (string[], string)[] { (["https://notebook.example"], "frame-ancestors https://notebook.example"), ([], "frame-ancestors 'none'") })
        {
            await using var server = await RunningServer.StartAsync(options => options with { EmbedAncestors = ancestors });
            foreach (var (path, policy) in new[] { ("/embed/active", want), ("/embed/runs/x/loss", want), ("/", "frame-ancestors 'none'"), ("/embedded", "frame-ancestors 'none'"), ("/api/version", "frame-ancestors 'none'") })
            {
                using var answer = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
                Assert.EndsWith(policy, answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
                Assert.Equal(policy == "frame-ancestors 'none'", answer.Headers.Contains("X-Frame-Options"));
            }
        }
    }

    [Fact]
    public async Task A_compressed_upload_may_become_larger_than_a_body_and_no_larger_than_an_upload()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxBodyBytes = 1 << 20, MaxUploadBytes = 8 << 20 });
        var id = await server.NewRunAsync();
        foreach (var (size, want) in new[] { (4 << 20, HttpStatusCode.Created), (9 << 20, HttpStatusCode.RequestEntityTooLarge) })
        {
            using var content = new ByteArrayContent(Gzip(new byte[size]));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Headers.ContentEncoding.Add("gzip");
            var answer = await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/runs/{id}/checkpoints?name=w.bin", content, TestContext.Current.CancellationToken), want);
            Assert.Equal(want == HttpStatusCode.Created ? size : 413, answer.GetProperty(want == HttpStatusCode.Created ? "size" : "status").GetInt64());
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(200)]
    [InlineData(3)]
    public async Task What_is_as_deep_as_it_may_be_is_taken_and_told_everywhere(int depth)
    {
        await using var server = await RunningServer.StartAsync(options => ServerSettings.Set(options, $"max_json_depth={depth}"));
        await using var viewer = await Live.SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync("""{"type":"subscribe","run_id":"*"}""");
        var id = (await server.PostAsync("/api/runs", $$"""{"name":"x","config":{{Deep(depth - 1)}}}""", HttpStatusCode.Created)).GetProperty("id").GetString();
        await server.PostAsync($"/api/runs/{id}/checkpoints", $$"""{"filepath":"/x","metadata":{{Deep(depth - 1)}}}""", HttpStatusCode.Created);

        foreach (var path in new[] { $"/api/runs/{id}", "/api/runs", "/api/runs?config.a.a=x", $"/api/runs/{id}/checkpoints" })
        {
            using var answer = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await server.PutAsync($"/api/runs/{id}", """{"notes":"x"}""");
        var problem = await server.PostAsync("/api/runs", $$"""{"name":"x","config":{{Deep(depth)}}}""", HttpStatusCode.BadRequest);
        Assert.Contains($"at most {depth} levels", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        problem = await server.PostAsync($"/api/runs/{id}/metrics", $$"""{"metrics":{"loss":1},"more":{{Deep(depth)}}}""", HttpStatusCode.BadRequest);
        Assert.Contains($"at most {depth} levels", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_overflows_is_refused_also_beside_a_bare_NaN()
    {
        await using var server = await RunningServer.StartAsync();

        var problem = await server.PostAsync("/api/runs", """{"name":"x","config":{"a":NaN,"b":1e999}}""", HttpStatusCode.BadRequest);

        Assert.Contains("1e999", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_length_of_a_metric_name_is_a_setting()
    {
        foreach (var longest in new[] { 10, 250, 1000 })
        {
            await using var server = await RunningServer.StartAsync(options => ServerSettings.Set(options, $"max_metric_name_length={longest}"));
            var id = await server.NewRunAsync();
            var (good, bad) = (new string('g', longest), new string('b', longest + 1));

            var answer = await server.PostAsync($"/api/runs/{id}/metrics", $$"""{"metrics":{"{{good}}":1,"{{bad}}":2} }""");

            Assert.Equal((1, $"got a metric name of {longest + 1} characters, want 1 to {longest}"), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected")[0].GetProperty("reason").GetString()));
            Assert.Equal(good, (await server.GetAsync($"/api/runs/{id}/metrics?keys={good}")).GetProperty("series")[0].GetProperty("key").GetString());
            await server.PutAsync($"/api/runs/{id}", $$"""{"primary":{"loss":"{{bad}}"} }""", HttpStatusCode.BadRequest);
            await server.PostAsync($"/api/runs/{id}/checkpoints", $$"""{"filepath":"/x","metrics":{"{{bad}}":1} }""", HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Each_limit_is_a_setting()
    {
        var set = new[] { "max_body_bytes=2000", "max_config_bytes=100", "max_metrics_per_run=2", "max_message_bytes=5000" }.Aggregate(new ServerOptions(), ServerSettings.Set);
        await using var server = await RunningServer.StartAsync(options => set with { Port = 0, DataFolder = options.DataFolder });
        var id = await server.NewRunAsync();

        await server.PostAsync("/api/runs", $$$"""{"name":"x","config":{"a":"{{{new string('c', 100)}}}"}}""", HttpStatusCode.RequestEntityTooLarge);
        await server.PostAsync($"/api/runs/{id}/metrics", new string(' ', 2001), HttpStatusCode.RequestEntityTooLarge);
        var answer = await server.PostAsync($"/api/runs/{id}/metrics", """{"metrics":{"a":1,"b":2,"c":3}}""");
        Assert.Equal((2, 1), (answer.GetProperty("accepted").GetInt64(), answer.GetProperty("rejected").GetArrayLength()));
        Assert.Contains("metric_limit", (await server.GetAsync($"/api/runs/{id}/events")).GetRawText(), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ServerSettings.Set(set, "max_body_bytes=-1"));
        Assert.Throws<FormatException>(() => ServerSettings.Set(set, "nonsense=1"));
        Assert.Throws<FormatException>(() => ServerSettings.Set(set, "max_json_depth=201"));
        Assert.Throws<FormatException>(() => ServerSettings.Set(set, "max_metric_name_length=1001"));
        Assert.Throws<FormatException>(() => ServerSettings.Set(set, "embed_ancestors=a;script-src *"));
    }

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
