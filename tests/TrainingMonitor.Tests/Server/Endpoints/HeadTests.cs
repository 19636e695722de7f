using System.Net;
using TrainingMonitor.Tests.Server.Hostile;

namespace TrainingMonitor.Tests.Server.Endpoints;

public class HeadTests
{
    [Fact]
    public async Task What_is_read_with_GET_answers_HEAD_alike_and_without_a_body()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/metrics", """{"metrics":{"loss":1}}""");
        foreach (var path in new[]
        {
            "/health", "/api/version", "/openapi.json", "/api/runs", $"/api/runs/{id}", $"/api/runs/{id}/metrics", $"/api/runs/{id}/metrics?points=0", $"/api/export/runs/{id}.csv",
            $"/api/export/runs/{id}.ndjson", $"/api/runs/{id}/logs", "/api/system/status", "/api/training/jobs", "/api/runs/run_none", "/api/runs?limit=0", "/api/nothing", "/api/runs/batch", "/ws",
        })
        {
            using var get = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
            var (status, head) = await RawHttp.SendAsync(server.Http.BaseAddress!, RawHttp.Request("HEAD", path));
            Assert.True((int)get.StatusCode == status, $"HEAD {path}: got {status}, want {get.StatusCode}");
            Assert.EndsWith("\r\n\r\n", head, StringComparison.Ordinal);
            Assert.Contains($"Content-Type: {get.Content.Headers.ContentType?.MediaType}", head, StringComparison.Ordinal);
        }

        var (refused, _) = await RawHttp.SendAsync(server.Http.BaseAddress!, RawHttp.Request("HEAD", "/api/runs", host: "evil.example"));
        Assert.Equal((int)HttpStatusCode.BadRequest, refused);
    }
}
