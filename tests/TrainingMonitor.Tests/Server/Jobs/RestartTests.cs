using System.Globalization;
using TrainingMonitor.Contract;
using TrainingMonitor.Tests.Cli;

namespace TrainingMonitor.Tests.Server.Jobs;

/// <summary>What runs does not care whether the server does.</summary>
public class RestartTests
{
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("JOB_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills
        : Environment.GetEnvironmentVariable("LONG_TESTS") == "1" ? 1000 : 8;

    [Fact]
    public async Task A_job_outlives_the_server_and_the_next_one_records_how_it_ended()
    {
        using var folder = new TemporaryFolder();
        var gate = Path.Combine(folder.Path, "open");
        string id;
        await using (var bench = await JobBench.StartOnAsync(folder))
        {
            id = await bench.ShellAsync($"echo before; while [ ! -e {gate} ]; do sleep 0.02; done; echo after; exit 7");
            await bench.UntilAsync(id, "running");
        }

        await using var next = await JobBench.StartOnAsync(folder);
        Assert.Equal("running", await next.StatusAsync(id));
        var second = await next.ShellAsync("true");
        Assert.Equal("queued", await next.StatusAsync(second));
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        Assert.Equal(7, (await next.UntilAsync(id, "failed")).GetProperty("exit_code").GetInt32());
        await next.UntilAsync(second, "completed");
    }

    [Fact]
    public async Task One_that_ended_while_no_server_ran_is_recorded_by_the_next()
    {
        using var folder = new TemporaryFolder();
        var gate = Path.Combine(folder.Path, "open");
        string id;
        await using (var bench = await JobBench.StartOnAsync(folder))
        {
            id = await bench.ShellAsync($"while [ ! -e {gate} ]; do sleep 0.02; done; exit 5");
            await bench.UntilAsync(id, "running");
        }

        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);
        await Wait.ForAsync(() => Directory.GetFiles(Path.Combine(folder.Path, "jobs"), "end.json", SearchOption.AllDirectories).Length == 1);

        await using var next = await JobBench.StartOnAsync(folder);
        Assert.Equal(5, (await next.UntilAsync(id, "failed")).GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task Of_a_killed_supervisor_nothing_is_left_and_the_job_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var bench = await JobBench.StartOnAsync(folder);
        var pids = Path.Combine(folder.Path, "pids");
        var id = await bench.ShellAsync($"(setsid sh -c 'echo $$ >> {pids}; exec sleep 300' &) ; echo $$ >> {pids}; sleep 300");
        await Wait.ForAsync(() => File.Exists(pids) && File.ReadAllLines(pids).Length == 2);
        var processes = File.ReadAllLines(pids).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        await bench.UntilAsync(id, "running");
        var launch = new LaunchFolder(Directory.GetDirectories(Path.Combine(folder.Path, "jobs", id)).Single());

        using (var kill = System.Diagnostics.Process.Start("kill", ["-KILL", $"{launch.Claimant()!.Value.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("supervisor was killed", (await bench.UntilAsync(id, "failed")).GetProperty("error").GetString(), StringComparison.Ordinal);
        await Wait.ForAsync(() => !processes.Any(JobBench.IsAlive));
    }

    [Fact]
    public void A_launch_is_claimed_once_whoever_comes()
    {
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 50; round++)
        {
            var launch = new LaunchFolder(Path.Combine(folder.Path, $"{round}"));
            launch.Write(new Launch { RunId = "r", Url = "http://x", Name = "n", Command = ["true"], Environment = new Dictionary<string, string>() });

            var won = new int[2];
            using var start = new Barrier(4);
            Thread[] comers =
            [
                .. Enumerable.Range(0, 4).Select(i => new Thread(() =>
                {
                    start.SignalAndWait();
                    Interlocked.Add(ref won[i % 2], (i % 2 == 0 ? new LaunchFolder(launch.Path).TryClaim() : new LaunchFolder(launch.Path).TryGiveUp()) ? 1 : 0);
                })),
            ];
            Array.ForEach(comers, comer => comer.Start());
            Array.ForEach(comers, comer => comer.Join());

            Assert.Equal(1, won.Sum());
            Assert.Equal(won[0] == 1, launch.Claimant() is not null);
            Assert.NotNull(launch.Take());
            Assert.Null(launch.Take());
        }
    }

    [Fact]
    public async Task Whenever_the_server_is_killed_each_job_runs_once_or_is_reported()
    {
        using var folder = new TemporaryFolder();
        var ran = Path.Combine(folder.Path, "ran");
        var random = new Random(7);
        var posted = new List<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var server = await ServerUnderFire.StartAsync(folder.Path);
            for (var i = 0; i < 2; i++)
            {
                posted.Add(await server.PostAsync(ran));
            }

            // Killed at any moment of the launch: this is no waiting for something.
            await Task.Delay(random.Next(0, 400), TestContext.Current.CancellationToken);
            await server.KillAsync();
        }

        await using var last = await JobBench.StartOnAsync(folder);
        foreach (var id in posted)
        {
            var run = await last.UntilAsync(id, "completed", "failed");
            var times = File.ReadAllLines(ran).Count(line => line == id);
            Assert.True(times <= 1, $"{id} ran {times} times");
            Assert.True(times == 1 || run.GetProperty("status").GetString() == "failed", $"{id} is completed and never ran");
        }
    }

    /// <summary>The program as a process of its own, to be killed.</summary>
    private sealed class ServerUnderFire(TmonProcess process, HttpClient http) : IDisposable
    {
        public static async Task<ServerUnderFire> StartAsync(string folder)
        {
            var process = TmonProcess.Start(null, folder, "serve", "--port", "0", "--data", folder, "--slots", "4");
            while (true)
            {
                if (Storage.DataStore.HolderOf(folder) is { Pid: var holder, Url: { } url } && holder == process.ProcessId)
                {
                    return new ServerUnderFire(process, new HttpClient { BaseAddress = new Uri(url) });
                }

                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        public async Task<string> PostAsync(string ran)
        {
            var body = System.Text.Json.JsonSerializer.Serialize(new { command = new[] { "sh", "-c", $"echo $TRAINING_MONITOR_RUN_ID >> {ran}" } });
            var made = await RunningServer.ReadAsync(await http.PostAsync("/api/jobs", RunningServer.Json(body), TestContext.Current.CancellationToken), System.Net.HttpStatusCode.Created);
            return made.GetProperty("id").GetString()!;
        }

        public async Task KillAsync()
        {
            process.Signal("KILL");
            await process.ExitAsync();
        }

        public void Dispose()
        {
            http.Dispose();
            process.Dispose();
        }
    }
}
