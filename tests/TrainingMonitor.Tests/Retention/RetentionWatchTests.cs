using System.Net;
using System.Text.Json;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Server;

namespace TrainingMonitor.Tests.Retention;

public sealed class RetentionWatchTests
{
    [Fact]
    public async Task The_server_makes_old_samples_small_by_itself_and_the_setting_counts()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(
            options => options with
            {
                RetentionInterval = TimeSpan.FromMilliseconds(20),
                SampleInterval = TimeSpan.FromHours(1),
                Retention = new RetentionOptions { SystemRaw = TimeSpan.FromHours(2) },
            },
            time);
        var id = await server.NewRunAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var samples = Enumerable.Range(0, 120).Select(i => new { time = now - 600 + (i * 5), cpu_percent = i });
        await server.PostAsync($"/api/runs/{id}/system", JsonSerializer.Serialize(new { host = "h", samples }), HttpStatusCode.NoContent);
        var asked = $"/api/system/history?host=h&from={now - 660}&to={now}&points=1";
        var raw = await server.GetAsync(asked);
        Assert.Equal(0, await MinutesAsync(server));

        time.Advance(TimeSpan.FromHours(3));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await server.Service<DataStore>().OnWriterAsync(connection => Sql.Scalar<long>(connection, "SELECT count(*) FROM system_samples WHERE host = 'h'")) > 1)
        {
            await poll.WaitForNextTickAsync(patience.Token);
        }

        Assert.InRange(await MinutesAsync(server), 10, 11);
        Assert.Equal(raw.GetProperty("metrics").GetRawText(), (await server.GetAsync(asked)).GetProperty("metrics").GetRawText());
    }

    [Fact]
    public async Task Old_points_are_told_as_buckets_over_HTTP_and_a_table_of_rows_is_refused_with_a_sentence()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(
            options => options with { RetentionInterval = TimeSpan.FromMilliseconds(20), Retention = new RetentionOptions { RunRaw = TimeSpan.FromHours(2) } }, time);
        var id = await server.NewRunAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var rows = Enumerable.Range(0, 3000);
        await server.PostAsync($"/api/runs/{id}/metrics", JsonSerializer.Serialize(new
        {
            steps = rows,
            times = rows.Select(i => now - 600 + (i * 0.1)),
            metrics = new { loss = rows.Select(i => Math.Sin(i)), lr = rows.Select(i => 1.0 / (i + 1)) },
        }));
        await server.Service<DataStore>().SealAsync(id);
        Assert.StartsWith("step,time,loss,lr\n", await server.Http.GetStringAsync($"/api/export/runs/{id}.csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromHours(3));
        await Wait.ForAsync(async () => (await server.Http.GetAsync($"/api/export/runs/{id}.csv", TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.Conflict);
        await Wait.ForAsync(() => server.Service<DataStore>().OnWriterAsync(connection => Sql.Scalar<long>(connection, "SELECT max(length(data)) < 8000 FROM chunks") == 1));

        var series = (await server.GetAsync($"/api/runs/{id}/metrics?keys=loss&points=0")).GetProperty("series")[0];
        Assert.Equal(("buckets", 3000), (series.GetProperty("kind").GetString(), series.GetProperty("total").GetInt64()));
        Assert.InRange(series.GetProperty("count").GetArrayLength(), 5, 8);
        Assert.Equal(0, (await server.GetAsync($"/api/runs/{id}/metrics?keys=loss&x=lr&points=0")).GetProperty("series")[0].GetProperty("total").GetInt64());
        Assert.Equal(3000, (await server.GetAsync($"/api/runs/{id}/metrics?keys=loss&x=lr&points=0")).GetProperty("series")[0].GetProperty("folded").GetInt64());
        Assert.Equal(3000, (await server.GetAsync($"/api/runs/{id}/metrics?keys=loss&x=lr")).GetProperty("series")[0].GetProperty("folded").GetInt64());
        var lines = (await server.Http.GetStringAsync($"/api/export/runs/{id}.ndjson", TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var buckets = lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.All(buckets, bucket => Assert.False(bucket.TryGetProperty("step", out _)));
        Assert.Equal(6000, buckets.Sum(bucket => bucket.GetProperty("count").GetInt64()));
        Assert.Equal(3000, (await server.GetAsync($"/api/runs/{id}")).GetProperty("metrics").GetProperty("loss").GetProperty("count").GetInt64());
    }

    private static Task<long> MinutesAsync(RunningServer server) =>
        server.Service<DataStore>().OnWriterAsync(connection => Sql.Scalar<long>(connection, "SELECT count(*) FROM system_minutes"));
}
