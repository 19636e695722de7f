using System.Diagnostics;
using System.Text.Json;
using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

/// <summary>The ranks of one distributed training, each a process of its own.</summary>
public sealed class DistributedLaunchTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run_os6q20h7w1tb", "SLURM_JOB_ID=99 SLURM_NTASKS=4 SLURM_STEP_ID=0")]
    [InlineData("run_jun1ab38ouz1", "WORLD_SIZE=8 TORCHELASTIC_RUN_ID=exp-1 TORCHELASTIC_RESTART_COUNT=2")]
    [InlineData("run_xclj7zl14st4", "WORLD_SIZE=2 LOCAL_WORLD_SIZE=2 MASTER_PORT=29500 TORCHELASTIC_RUN_ID=none")]
    [InlineData(null, "WORLD_SIZE=4 LOCAL_WORLD_SIZE=2")]
    [InlineData(null, "WORLD_SIZE=1")]
    [InlineData(null, "")]
    public void The_ranks_of_a_launch_find_the_id_that_Python_ranks_find(string? id, string variables)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(id, DistributedLaunch.SharedRunId("mnist", values.GetValueOrDefault, "Node7.cluster.example", 4711));
    }

    [Theory]
    [InlineData(3, "RANK=3 SLURM_PROCID=1 LOCAL_RANK=0")]
    [InlineData(1, "SLURM_PROCID=1 LOCAL_RANK=0")]
    [InlineData(0, "RANK=-1 LOCAL_RANK=0")]
    [InlineData(null, "")]
    public void The_rank_is_the_first_that_the_launcher_says(int? rank, string variables)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(rank, DistributedLaunch.Rank(values.GetValueOrDefault));
    }

    [Fact]
    public async Task Ranks_of_both_languages_share_one_run_whose_scalars_are_of_rank_0_and_each_tells_of_its_machine()
    {
        await using var peer = new Peer();
        const string Python = """
            import sys
            from training_monitor import TrainingMonitor
            with TrainingMonitor("shared", dashboard_url=sys.argv[1], system_interval=0.1) as monitor:
                for step in range(1000):
                    monitor.log_metrics({"train/loss": -1.0, "of/python": 1.0}, step=step)
                sys.stdin.read()
            """;
        string[] digits =
        [
            Path.Combine(AppContext.BaseDirectory, "Digits.dll"), "--name", "shared", "--url", peer.Url, "--hidden", "8",
            "--steps", "130", "--steps-per-second", "20", "--checkpoint-every", "0",
        ];
        using var second = Start(1, "dotnet", digits);
        using var third = Start(2, "python3", "-c", Python, peer.Url);
        using var first = Start(0, "dotnet", digits);
        await EndAsync(first);
        await EndAsync(second);
        await EndAsync(third);

        var ids = peer.Requests.Where(request => request is { Method: "POST", Path: "/api/runs" }).Select(request => Member(request, "id")).ToHashSet();
        var run = peer.Store.Run(Assert.Single(ids));
        Assert.Equal("shared", run.GetProperty("name").GetString());
        Assert.Equal(Enumerable.Range(1, 130).Select(step => (long)step), peer.Store.Points.Where(point => point.Metric == "train/loss").Select(point => point.Step));
        Assert.DoesNotContain(peer.Store.Points, point => point.Metric == "of/python");
        Assert.Equal(["completed"], peer.Store.Statuses);
        var writers = peer.Requests.Where(request => request.Path.EndsWith("/system", StringComparison.Ordinal)).Select(request => Member(request, "writer")).ToHashSet();
        Assert.Equal(3, writers.Count);
    }

    private Process Start(int rank, string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        Environment =
        {
            ["RANK"] = $"{rank}", ["WORLD_SIZE"] = "3", ["LOCAL_WORLD_SIZE"] = "3", ["MASTER_PORT"] = "29500",
            ["TRAINING_MONITOR_DIR"] = _folder.Path, ["PYTHONPATH"] = TwoLanguagesTests.PythonSources(),
        },
        RedirectStandardInput = true,
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"a rank exited with {process.ExitCode}: {await said}{await errors}");
    }

    private static string Member(PeerRequest request, string name)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty(name).GetString()!;
    }
}
