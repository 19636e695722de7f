using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using TrainingMonitor.Server.Jobs;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Cli;

namespace TrainingMonitor.Tests.Server.Jobs;

/// <summary>However the server dies, each job runs once or is reported.</summary>
public class ServerKillTests
{
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("JOB_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : LongTests.Times(50, 1000);

    [Fact]
    public async Task Killed_before_any_step_of_a_launch_it_has_the_job_run_once_all_the_same()
    {
        using var folder = new TemporaryFolder();
        foreach (var step in Enum.GetValues<LaunchStep>())
        {
            var command = ThisProgram.With(LaunchChild.Word, folder.Path, step.ToString());
            using var child = Process.Start(command[0], command[1..]);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(128 + 9, child.ExitCode);
        }

        await using var last = await JobBench.StartOnAsync(folder);
        foreach (var step in Enum.GetValues<LaunchStep>())
        {
            await last.UntilAsync(LaunchChild.IdOf(step), "completed");
        }

        var ran = await File.ReadAllLinesAsync(LaunchChild.Said(folder.Path), TestContext.Current.CancellationToken);
        Assert.Equal(Enum.GetValues<LaunchStep>().Select(LaunchChild.IdOf).Order(StringComparer.Ordinal), ran.Order(StringComparer.Ordinal));
        await Wait.ForAsync(() => !Directory.EnumerateDirectories(Path.Combine(folder.Path, "jobs")).Any());
    }

    /// <summary>Each life of the server makes a job, finds those of the lives before, and is killed at any moment.</summary>
    [Fact]
    public async Task Killed_at_random_it_loses_no_job_and_runs_none_twice()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(7);
        var posted = new List<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var server = TmonProcess.Start(null, folder.Path, "serve", "--port", "0", "--data", folder.Path, "--slots", "4");
            posted.Add(await PostAsync(server, folder.Path));

            // At any moment of the launches: this is no waiting for something.
            await Task.Delay(random.Next(0, 250), TestContext.Current.CancellationToken);
            server.Signal("KILL");
            await server.ExitAsync();
        }

        await using var last = await JobBench.StartOnAsync(folder, options => options with { Slots = 4 });
        foreach (var id in posted)
        {
            var status = (await last.UntilAsync(id, "completed", "failed")).GetProperty("status").GetString();
            var times = File.ReadLines(LaunchChild.Said(folder.Path)).Count(line => line == id);
            Assert.True(times <= 1, $"{id} ran {times} times");
            Assert.True(times == 1 || status == "failed", $"{id} is completed and never ran");
        }
    }

    private static async Task<string> PostAsync(TmonProcess server, string folder)
    {
        string? url = null;
        await Wait.ForAsync(() => DataStore.HolderOf(folder) is { Url: { } told, Pid: var holder } && holder == server.ProcessId && (url = told) is not null);
        using var http = new HttpClient { BaseAddress = new Uri(url!) };
        var body = JsonSerializer.Serialize(new { command = LaunchChild.SayOnce(folder) });
        var made = await RunningServer.ReadAsync(await http.PostAsync("/api/jobs", RunningServer.Json(body), TestContext.Current.CancellationToken), HttpStatusCode.Created);
        return made.GetProperty("id").GetString()!;
    }
}
