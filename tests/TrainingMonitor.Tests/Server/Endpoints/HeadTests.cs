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

    [Fact]
    public async Task HEAD_takes_no_commands_away_is_no_sign_of_life_and_does_not_wait()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");
        var heard = (await server.GetAsync($"/api/runs/{id}")).GetProperty("heartbeat_at").GetString();
        await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Accepted);

        // With a wait, so that one which took the command and one which kept to its wait would both be seen.
        foreach (var path in new[] { $"/api/runs/{id}/commands?wait=60&writer=w", $"/api/runs/{id}/commands", $"/api/runs/{id}/commands?wait=60&writer=another" })
        {
            Assert.Equal(200, (await RawHttp.SendAsync(server.Http.BaseAddress!, RawHttp.Request("HEAD", path))).Status);
        }

        Assert.Equal(heard, (await server.GetAsync($"/api/runs/{id}")).GetProperty("heartbeat_at").GetString());
        Assert.Equal("stop", (await server.GetAsync($"/api/runs/{id}/commands?wait=60&writer=w")).GetProperty("commands")[0].GetProperty("command").GetString());
        Assert.Equal(200, (await RawHttp.SendAsync(server.Http.BaseAddress!, RawHttp.Request("HEAD", $"/api/runs/{id}/commands?wait=60&writer=w"))).Status);
    }
}
