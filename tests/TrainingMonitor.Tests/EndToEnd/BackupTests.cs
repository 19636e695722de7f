using System.Net.Http.Json;
using System.Text.Json;

namespace TrainingMonitor.Tests.EndToEnd;

public class BackupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_of_a_server_that_is_being_written_opens_with_all_that_was_acknowledged_before()
    {
        using var folder = new TemporaryFolder();
        using var restored = new TemporaryFolder();
        var copy = Path.Combine(restored.Path, "dashboard.db");
        using (var server = Tmon.Start("serve", "--port", "0", "--data", folder.Path))
        {
            using var http = new HttpClient { BaseAddress = new Uri(await server.ReadAsync("listening on ")) };
            var run = await (await http.PostAsJsonAsync("/api/runs", new { name = "kept", id = "kept" }, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);
            Assert.Equal("kept", run.GetProperty("id").GetString());
            for (var step = 0; step < 100; step++)
            {
                (await http.PostAsJsonAsync("/api/runs/kept/metrics", new { step, metrics = new { loss = step } }, Stop)).EnsureSuccessStatusCode();
            }

            using var backup = Tmon.Start("backup", copy, "--data", folder.Path);
            await backup.ReadAsync("wrote ");
            var last = 100;
            for (; !backup.HasExited; last++)
            {
                (await http.PostAsJsonAsync("/api/runs/kept/metrics", new { step = last, metrics = new { loss = last } }, Stop)).EnsureSuccessStatusCode();
            }

            Assert.Equal(0, await backup.ExitAsync());
            using var again = Tmon.Start("backup", copy, "--data", folder.Path);
            Assert.Equal(2, await again.ExitAsync());
            Assert.Contains(copy, again.Errors, StringComparison.Ordinal);
        }

        using var other = Tmon.Start("serve", "--port", "0", "--data", restored.Path);
        using var client = new HttpClient { BaseAddress = new Uri(await other.ReadAsync("listening on ")) };
        var history = await client.GetFromJsonAsync<JsonElement>("/api/runs/kept/metrics?keys=loss", Stop);
        var steps = history.GetProperty("series")[0].GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()).ToArray();
        Assert.True(steps.Length >= 100);
        Assert.Equal(Enumerable.Range(0, steps.Length).Select(i => (long)i), steps);
    }

    [Fact]
    public async Task A_backup_without_a_store_or_without_room_says_so()
    {
        using var folder = new TemporaryFolder();
        using var nothing = Tmon.Start("backup", Path.Combine(folder.Path, "copy.db"), "--data", folder.Path);
        Assert.Equal(2, await nothing.ExitAsync());
        Assert.Contains("dashboard.db", nothing.Errors, StringComparison.Ordinal);
        using var nowhere = Tmon.Start("backup");
        Assert.Equal(2, await nowhere.ExitAsync());
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
