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
        Assert.Throws<FormatException>(() => ServerSettings.Set(set, "embed_ancestors=a;script-src *"));
    }

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
