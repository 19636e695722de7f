using System.Globalization;
using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Jobs;

/// <summary>When jobs go by themselves: at their time, again and again, and after a failure.</summary>
public class JobTimeTests
{
    [Fact]
    public async Task A_job_goes_at_its_time_and_not_before()
    {
        var time = new ShiftedTime();
        await using var bench = await JobBench.StartAsync(time: time);
        var at = time.GetUtcNow().AddHours(2);
        var id = await bench.ShellAsync("true", new { schedule = at.ToString("O", CultureInfo.InvariantCulture) });
        Assert.Equal("pending", await bench.StatusAsync(id));

        time.Advance(TimeSpan.FromHours(1));
        await bench.UntilAsync(await bench.ShellAsync("true"), "completed");
        Assert.Equal("pending", await bench.StatusAsync(id));
        time.Advance(TimeSpan.FromHours(1));

        await bench.UntilAsync(id, "completed");
        Assert.Equal(2, (await bench.Server.GetAsync("/api/jobs")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_job_of_cron_makes_the_next_one_each_time_it_goes_until_that_is_cancelled()
    {
        var time = new ShiftedTime();
        await using var bench = await JobBench.StartAsync(time: time);
        var id = await bench.ShellAsync("echo $N", new { name = "nightly", schedule = "0 3 * * *", env = new { N = "7" }, config = new { lr = 1 } });
        for (var night = 0; night < 2; night++)
        {
            time.Advance(TimeSpan.FromDays(1));
            await bench.UntilAsync(id, "completed");
            Assert.Equal(["7"], await bench.ConsoleAsync(id));
            var next = Assert.Single((await bench.Server.GetAsync("/api/jobs?status=pending")).GetProperty("items").EnumerateArray());
            Assert.Equal(("nightly", "03:00:00", "1"), (next.GetProperty("name").GetString(), next.GetProperty("job").GetProperty("not_before").GetString()!.Substring(11, 8), next.GetProperty("config").GetProperty("lr").GetRawText()));
            id = next.GetProperty("id").GetString()!;
        }

        await bench.ActAsync(id, "cancel");
        time.Advance(TimeSpan.FromDays(1));
        await bench.UntilAsync(await bench.ShellAsync("true"), "completed");
        Assert.Equal(4, (await bench.Server.GetAsync("/api/jobs")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task After_each_failure_the_pause_is_twice_as_long_and_the_last_one_stays()
    {
        var time = new ShiftedTime();
        await using var bench = await JobBench.StartAsync(time: time);
        var id = await bench.ShellAsync("exit 1", new { max_retries = 2 });
        foreach (var pause in new[] { 10, 20 })
        {
            var failed = await bench.UntilAsync(id, "failed");
            JsonElement[] waiting = [];
            await Wait.ForAsync(async () => (waiting = [.. (await bench.Server.GetAsync("/api/jobs?status=pending")).GetProperty("items").EnumerateArray()]).Length == 1);
            var next = waiting[0].GetProperty("job").GetProperty("not_before").GetDateTimeOffset() - failed.GetProperty("ended_at").GetDateTimeOffset();
            Assert.InRange(next.TotalSeconds, pause, pause + 5);
            id = waiting[0].GetProperty("id").GetString()!;
            time.Advance(next + TimeSpan.FromSeconds(1));
        }

        var last = await bench.UntilAsync(id, "failed");
        Assert.Equal(3, last.GetProperty("attempt").GetInt32());
        Assert.Equal(0, (await bench.Server.GetAsync("/api/jobs?status=active")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Many_are_held_started_raised_tried_again_and_deleted_at_once()
    {
        await using var bench = await JobBench.StartAsync(options => options with { Slots = 4 });
        string[] ids = [await bench.ShellAsync("true", new { hold = true }), await bench.ShellAsync("true", new { hold = true }), await bench.ShellAsync("true", new { hold = true })];

        await BatchAsync(bench, ids, "priority", 8);
        foreach (var id in ids)
        {
            Assert.Equal(8, (await bench.RunAsync(id)).GetProperty("job").GetProperty("priority").GetInt32());
        }

        await BatchAsync(bench, ids[..2], "start");
        await bench.UntilAsync(ids[0], "completed");
        await bench.UntilAsync(ids[1], "completed");
        Assert.Equal("pending", await bench.StatusAsync(ids[2]));
        var refused = await bench.Server.PostAsync("/api/jobs/batch", JsonSerializer.Serialize(new { ids, action = "retry" }));
        Assert.Equal((2, 1), (refused.GetProperty("done").GetArrayLength(), refused.GetProperty("failed").GetArrayLength()));
        await Wait.ForAsync(async () => (await bench.Server.GetAsync("/api/jobs?status=completed")).GetProperty("total").GetInt32() == 4);

        await BatchAsync(bench, ids, "delete");
        Assert.Equal(2, (await bench.Server.GetAsync("/api/jobs")).GetProperty("total").GetInt32());
        await bench.Server.PostAsync("/api/jobs/batch", """{"ids":["a"],"action":"dance"}""", HttpStatusCode.BadRequest);
    }

    private static async Task BatchAsync(JobBench bench, string[] ids, string action, int? priority = null)
    {
        var answer = await bench.Server.PostAsync("/api/jobs/batch", JsonSerializer.Serialize(new { ids, action, priority }));
        Assert.Equal((ids.Length, 0), (answer.GetProperty("done").GetArrayLength(), answer.GetProperty("failed").GetArrayLength()));
    }
}
