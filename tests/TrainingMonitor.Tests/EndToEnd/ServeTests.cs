using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrainingMonitor.Tests.EndToEnd;

public class ServeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Port_0_takes_a_free_port_and_prints_it_and_SIGTERM_ends_it_in_time_with_everything_kept()
    {
        using var folder = new TemporaryFolder();
        string id;
        using (var server = Tmon.Start("serve", "--port", "0", "--data", folder.Path))
        {
            using var http = new HttpClient { BaseAddress = new Uri(await server.ReadAsync("listening on ")) };
            Assert.Contains("tmon.dll", await File.ReadAllTextAsync($"/proc/{server.ProcessId}/cmdline", Stop), StringComparison.Ordinal);
            var run = await (await http.PostAsJsonAsync("/api/runs", new { name = "kept" }, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);
            id = run.GetProperty("id").GetString()!;
            await http.PostAsJsonAsync($"/api/runs/{id}/metrics", new { step = 1, metrics = new { loss = 0.5 } }, Stop);

            var clock = Stopwatch.StartNew();
            server.Signal("TERM");
            Assert.Equal(0, await server.ExitAsync());
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        }

        using var again = Tmon.Start("serve", "--port", "0", "--data", folder.Path);
        using var client = new HttpClient { BaseAddress = new Uri(await again.ReadAsync("listening on ")) };
        var latest = await client.GetFromJsonAsync<JsonElement>($"/api/runs/{id}/metrics/latest", Stop);
        Assert.Equal(0.5, latest.GetProperty("metrics").GetProperty("loss").GetDouble());
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_exits_at_once_and_names_the_folder()
    {
        using var folder = new TemporaryFolder();
        using var first = Tmon.Start("serve", "--port", "0", "--data", folder.Path);
        await first.ReadAsync("listening on ");

        using var second = Tmon.Start("serve", "--port", "0", "--data", folder.Path);

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains(folder.Path, second.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "--port", "99999")]
    [InlineData("serve", "--host", "nonsense")]
    [InlineData("serve", "--host", "0.0.0.0")]
    [InlineData("dance")]
    public async Task Wrong_use_exits_with_2_and_a_sentence(params string[] arguments)
    {
        using var tmon = Tmon.Start(arguments);

        Assert.Equal(2, await tmon.ExitAsync());
        Assert.StartsWith("tmon: ", tmon.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_trains_the_digits_a_second_demo_adds_a_run_and_a_stop_leaves_no_process()
    {
        using var folder = new TemporaryFolder();
        using var demo = Tmon.Start("demo", "--port", "0", "--data", folder.Path);
        using var http = new HttpClient { BaseAddress = new Uri(await demo.ReadAsync("listening on ")) };
        await UntilAsync(http, runs => runs.Any(Trains));

        using var second = Tmon.Start("demo", "--port", "0", "--data", folder.Path);
        await second.ReadAsync("adding a run to ");
        await UntilAsync(http, runs => runs.Count(Trains) == 2);
        second.Signal("INT");
        await second.ExitAsync();
        await UntilAsync(http, runs => runs.Any(run => run.GetProperty("status").GetString() == "interrupted"));

        demo.Signal("TERM");
        Assert.Equal(0, await demo.ExitAsync());
        Assert.Empty(TrainingsFor(http.BaseAddress));
    }

    private static bool Trains(JsonElement run) =>
        run.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name).ToHashSet()
            .IsSupersetOf(["train/loss", "train/accuracy", "train/lr", "train/grad_norm", "val/loss", "val/accuracy"]);

    // The examples that were started for this server say so in their environment.
    private static List<string> TrainingsFor(Uri server) =>
        [.. Process.GetProcessesByName("dotnet").Select(process => CommandLine(process.Id)).Where(line =>
            line.Contains("Digits.dll", StringComparison.Ordinal) && line.Contains($"TRAINING_MONITOR_URL={server.GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal))];

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline") + File.ReadAllText($"/proc/{pid}/environ");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task UntilAsync(HttpClient http, Func<IReadOnlyList<JsonElement>, bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var page = await http.GetFromJsonAsync<JsonElement>("/api/runs", patience.Token);
            if (holds([.. page.GetProperty("items").EnumerateArray()]))
            {
                return;
            }

            await poll.WaitForNextTickAsync(patience.Token);
        }
    }
}
