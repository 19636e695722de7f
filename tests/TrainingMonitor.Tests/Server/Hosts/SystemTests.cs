using System.Net;
using System.Text.Json;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Hosts;

public class SystemTests
{
    private const string Sample = """{"host":"gpu01","writer":"w","samples":[{"time":1000,"cpu_percent":50,"memory_used":1,"memory_total":2,"disk_used":null,"net_rx":NaN,"process":{"pid":7,"cpu_percent":99.5,"memory_used":5},"gpus":[{"index":0,"name":"A100","utilization":97,"memory_used":3,"memory_total":4,"temperature":61,"power":288.5}]}]}""";

    [Fact]
    public async Task A_writers_sample_is_told_shown_and_names_the_runs_host()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            id = await server.NewRunAsync();
            await using var viewer = await SocketClient.ConnectAsync(server.Socket);
            await viewer.SendAsync("""{"type":"subscribe","run_id":"*"}""");
            await viewer.ReadAsync("subscribed");

            await server.PostAsync($"/api/runs/{id}/system", Sample, HttpStatusCode.NoContent);
            await server.PostAsync($"/api/runs/{id}/system", Sample, HttpStatusCode.NoContent);

            var frame = await viewer.ReadAsync("system");
            Assert.Equal(("gpu01", 50.0), (frame.GetProperty("host").GetString(), frame.GetProperty("sample").GetProperty("cpu_percent").GetDouble()));
            Assert.Equal(288.5, frame.GetProperty("sample").GetProperty("gpus")[0].GetProperty("power").GetDouble());
            Assert.Equal("""["gpu01"]""", (await server.GetAsync($"/api/runs/{id}")).GetProperty("hosts").GetRawText());
        }

        await using var again = await RunningServer.StartOnAsync(folder);
        var host = Assert.Single((await again.GetAsync("/api/system/status")).GetProperty("hosts").EnumerateArray());
        Assert.Equal((1000.0, "gpu01", 7L), (host.GetProperty("time").GetDouble(), host.GetProperty("host").GetString(), host.GetProperty("process").GetProperty("pid").GetInt64()));
        Assert.Equal(JsonValueKind.Null, host.GetProperty("net_rx").ValueKind);
    }

    [Fact]
    public async Task The_server_looks_at_its_own_host()
    {
        await using var server = await RunningServer.StartAsync(options => options with { SampleInterval = TimeSpan.FromMilliseconds(50) });
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync("""{"type":"subscribe","run_id":"*"}""");

        var sample = (await viewer.ReadAsync("system")).GetProperty("sample");

        Assert.InRange(sample.GetProperty("memory_used").GetDouble(), 1, sample.GetProperty("memory_total").GetDouble());
        Assert.InRange(sample.GetProperty("disk_used").GetDouble(), 1, sample.GetProperty("disk_total").GetDouble());
        Assert.True(sample.GetProperty("net_rx").GetDouble() >= 0);
        var hosts = (await server.GetAsync("/api/system/status")).GetProperty("hosts");
        Assert.Equal(Environment.MachineName, hosts[0].GetProperty("host").GetString());
        Assert.NotEqual(0, (await server.GetAsync("/api/system/history")).GetProperty("times").GetArrayLength());
    }

    [Fact]
    public async Task History_keeps_the_peaks_and_leaves_gaps_empty()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        var samples = Enumerable.Range(0, 100).Where(i => i is < 40 or >= 60).Select(i => new { time = 1000 + i, cpu_percent = i == 33 ? 100 : i, gpus = i == 5 ? new[] { new { index = 1, utilization = 9 } } : [] });
        await server.PostAsync($"/api/runs/{id}/system", JsonSerializer.Serialize(new { host = "h", samples }), HttpStatusCode.NoContent);

        var history = await server.GetAsync("/api/system/history?host=h&from=1000&to=1100&points=10");

        Assert.Equal("[1000,1010,1020,1030,1060,1070,1080,1090]", history.GetProperty("times").GetRawText());
        var cpu = history.GetProperty("metrics").GetProperty("cpu_percent");
        Assert.Equal("[9,19,29,100,69,79,89,99]", cpu.GetProperty("max").GetRawText());
        Assert.Equal("[0,10,20,30,60,70,80,90]", cpu.GetProperty("min").GetRawText());
        Assert.Equal(4.5, cpu.GetProperty("mean")[0].GetDouble());
        Assert.Equal("[9,null,null,null,null,null,null,null]", history.GetProperty("metrics").GetProperty("gpu1/utilization").GetProperty("max").GetRawText());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"host":"","samples":[{}]}""")]
    [InlineData("""{"host":"h","samples":[]}""")]
    [InlineData("""{"host":"h","samples":[null]}""")]
    [InlineData("""{"host":"h","samples":[{"cpu_percent":"high"}]}""")]
    [InlineData("""{"host":"h","samples":[{"gpus":[null]}]}""")]
    [InlineData("""{"host":"h","samples":[{"gpus":[{"index":-1}]}]}""")]
    [InlineData("""{"host":"h\u0000","samples":[{}]}""")]
    public async Task Bad_samples_are_refused(string body)
    {
        await using var server = await RunningServer.StartAsync();

        await server.PostAsync($"/api/runs/{await server.NewRunAsync()}/system", body, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("host=nobody", HttpStatusCode.NotFound)]
    [InlineData("host=h&from=5&to=5", HttpStatusCode.BadRequest)]
    [InlineData("host=h&from=x", HttpStatusCode.BadRequest)]
    [InlineData("host=h&from=1e300", HttpStatusCode.BadRequest)]
    [InlineData("host=h&points=0", HttpStatusCode.BadRequest)]
    public async Task A_bad_query_is_refused(string query, HttpStatusCode want)
    {
        await using var server = await RunningServer.StartAsync();
        await server.PostAsync($"/api/runs/{await server.NewRunAsync()}/system", """{"host":"h","samples":[{}]}""", HttpStatusCode.NoContent);

        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/system/history?{query}", TestContext.Current.CancellationToken), want);
    }
}
