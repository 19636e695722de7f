using System.Net;
using System.Net.WebSockets;
using TrainingMonitor.Server;
using TrainingMonitor.Server.Security;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Security;

public class RequestGuardTests
{
    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8000", HttpStatusCode.OK)]
    [InlineData("[::1]:8000", HttpStatusCode.OK)]
    public async Task Only_known_hosts_are_answered(string host, HttpStatusCode want)
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/version") { Headers = { Host = host } };

        await RunningServer.ReadAsync(await server.Http.SendAsync(request, TestContext.Current.CancellationToken), want);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://localhost")]
    public async Task Another_origin_may_neither_write_nor_connect(string origin)
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/runs") { Content = RunningServer.Json("""{"name":"x"}"""), Headers = { { "Origin", origin } } };

        await RunningServer.ReadAsync(await server.Http.SendAsync(request, TestContext.Current.CancellationToken), HttpStatusCode.Forbidden);
        await Assert.ThrowsAsync<WebSocketException>(() => SocketClient.ConnectAsync(server.Socket, origin));
        Assert.Equal(0, (await server.GetAsync("/api/runs")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Another_site_takes_no_commands_although_that_is_a_GET(string header, string value)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/heartbeat", """{"writer":"w"}""");
        await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", HttpStatusCode.Accepted);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{id}/commands?writer=w") { Headers = { { header, value } } };

        await RunningServer.ReadAsync(await server.Http.SendAsync(request, TestContext.Current.CancellationToken), HttpStatusCode.Forbidden);

        Assert.Equal(1, (await server.GetAsync($"/api/runs/{id}/commands?writer=w")).GetProperty("commands").GetArrayLength());
    }

    [Fact]
    public async Task The_pages_own_origin_may_do_both()
    {
        await using var server = await RunningServer.StartAsync();
        var own = $"http://{server.Http.BaseAddress!.Authority}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/runs") { Content = RunningServer.Json("""{"name":"x"}"""), Headers = { { "Origin", own } } };

        await RunningServer.ReadAsync(await server.Http.SendAsync(request, TestContext.Current.CancellationToken), HttpStatusCode.Created);
        await using var socket = await SocketClient.ConnectAsync(server.Socket, own);
        await socket.SendAsync("""{"type":"ping"}""");
        await socket.ReadAsync("pong");
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var path in new[] { "/", "/health", "/api/nothing" })
        {
            using var answer = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("localhost", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("192.168.1.5", false)]
    public void Only_loopback_is_bound_without_authentication(string host, bool allowed) =>
        Assert.Equal(allowed, BindingRule.Refusal(new ServerOptions { Host = host }) is null);
}
