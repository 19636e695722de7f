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

    private static Task<long> MinutesAsync(RunningServer server) =>
        server.Service<DataStore>().OnWriterAsync(connection => Sql.Scalar<long>(connection, "SELECT count(*) FROM system_minutes"));
}
