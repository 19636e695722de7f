using System.Globalization;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Tests.Server.Jobs;

/// <summary>What runs does not care whether the server does.</summary>
public class RestartTests
{
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

        await KillAsync(launch.Claimant()!.Value.Id);

        Assert.Contains("supervisor was killed", (await bench.UntilAsync(id, "failed")).GetProperty("error").GetString(), StringComparison.Ordinal);
        await Wait.ForAsync(() => !processes.Any(JobBench.IsAlive));
    }

    [Fact]
    public async Task What_flees_with_a_new_environment_from_a_killed_supervisor_is_ended_where_there_are_control_groups()
    {
        using var folder = new TemporaryFolder();
        await using var bench = await JobBench.StartOnAsync(folder);
        var pids = Path.Combine(folder.Path, "pids");
        var id = await bench.ShellAsync($"(env -i setsid sh -c 'echo $$ > {pids}; exec sleep 300' &) ; sleep 300");
        await Wait.ForAsync(() => File.Exists(pids) && File.ReadAllText(pids).EndsWith('\n'));
        var fled = int.Parse(await File.ReadAllTextAsync(pids, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        await bench.UntilAsync(id, "running");
        var launch = new LaunchFolder(Directory.GetDirectories(Path.Combine(folder.Path, "jobs", id)).Single());
        var cage = launch.Cage();

        await KillAsync(launch.Claimant()!.Value.Id);

        await bench.UntilAsync(id, "failed");
        if (cage is null)
        {
            // Here nothing finds it any more: neither group, parent nor environment.
            Assert.True(JobBench.IsAlive(fled));
            await KillAsync(fled);
        }

        await Wait.ForAsync(() => !JobBench.IsAlive(fled));
        Assert.False(Directory.Exists(cage));
    }

    private static async Task KillAsync(int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", $"{process}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
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
}
