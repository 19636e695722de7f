using TrainingMonitor.Client;
using TrainingMonitor.Contract;
using TrainingMonitor.Tests.Server;

namespace TrainingMonitor.Tests.Client;

public sealed class ResumeTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Checkpoints => Path.Combine(_folder.Path, "checkpoints");

    private TrainingMonitorOptions Options(Peer peer) => new() { DashboardUrl = peer.Url, JournalDirectory = _folder.Path };

    private TrainingMonitorClient Open(Peer peer, CheckpointRetention? retention = null) =>
        TrainingMonitorClient.ResumeOrCreate("mnist", Checkpoints, Options(peer) with { Retention = retention });

    private string? Save(TrainingMonitorClient monitor, long step, double loss) => monitor.SaveCheckpoint(
        Path.Combine(Checkpoints, $"step{step}.bin"), stream => stream.WriteByte((byte)step), step, new Dictionary<string, double> { ["loss"] = loss });

    [Fact]
    public async Task A_run_that_was_interrupted_goes_on_behind_its_newest_whole_checkpoint()
    {
        await using var peer = new Peer();
        string runId;
        await using (var first = Open(peer))
        {
            runId = first.RunId;
            Assert.False(first.IsResumed);
            Assert.Null(first.GetLastCheckpoint());
            first.LogMetrics(1, ("loss", 1));
            Save(first, 1, 1);
            Save(first, 2, 0.5);
            first.SetStatus(RunStatus.Interrupted);
        }

        await File.WriteAllTextAsync(Path.Combine(Checkpoints, "step2.bin"), "another file now");
        await using (var second = Open(peer))
        {
            Assert.True(second.IsResumed);
            Assert.Equal(runId, second.RunId);
            Assert.Equal(1, second.GetLastCheckpoint()?.Step);
            Assert.Equal(1.0, second.GetLastCheckpoint()?.Metrics?["loss"]);
            second.LogMetrics(("loss", 0.25));
            second.Metric("other").Log(1);
        }

        Assert.Equal([("loss", 1, 1.0), ("loss", 2, 0.25), ("other", 2, 1.0)], peer.Store.Points);
        Assert.Single(peer.Requests, request => request.Path == $"/api/runs/{runId}/resume");
        Assert.Equal(["interrupted", "completed"], peer.Store.Statuses);
        await using var third = Open(peer);
        Assert.False(third.IsResumed, "a run that was completed is not resumed");
        Assert.NotEqual(runId, third.RunId);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("no\0folder")]
    public async Task A_folder_without_a_name_starts_a_new_run_as_one_that_is_empty_does(string? folder)
    {
        await using var peer = new Peer();
        await using var monitor = TrainingMonitorClient.ResumeOrCreate("nobody has run this", folder!, Options(peer));
        Assert.False(monitor.IsResumed);
    }

    [Fact]
    public async Task A_ledger_that_somebody_has_rewritten_starts_a_new_run()
    {
        await using var peer = new Peer();
        Directory.CreateDirectory(Checkpoints);
        await File.WriteAllTextAsync(
            Path.Combine(Checkpoints, ".training_monitor.json"), """{"version":1,"runs":{"mnist":{"run_id":"run_a","status":null}}}""", TestContext.Current.CancellationToken);
        await using var monitor = Open(peer);
        Assert.False(monitor.IsResumed);
    }

    [Fact]
    public async Task A_checkpoint_whose_folder_takes_no_ledger_is_registered_all_the_same()
    {
        await using var peer = new Peer();
        var said = new Lines();

        // In the ledger's way, whoever runs the test may not replace it.
        Directory.CreateDirectory(Path.Combine(Checkpoints, ".training_monitor.json"));
        await using (var monitor = new TrainingMonitorClient(Options(peer) with { Logger = said }))
        {
            monitor.LogMetrics(1, ("loss", 1));
            monitor.MarkBestCheckpoint(Save(monitor, 1, 1)!);
        }

        var checkpoint = Assert.Single(peer.Store.Checkpoints);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([1])), checkpoint.GetProperty("sha256").GetString());
        Assert.Single(peer.Requests, request => request.Method == "PUT" && request.Path == $"/api/checkpoints/{checkpoint.GetProperty("id").GetString()}");
        Assert.Single(said.All, sentence => sentence.StartsWith($"checkpoints in {Checkpoints} cannot be noted there", StringComparison.Ordinal));
        Assert.DoesNotContain(said.All, sentence => sentence.Contains("could not be registered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkpoint_of_a_step_that_cannot_be_sent_is_registered_without_one()
    {
        await using var server = await Server.RunningServer.StartAsync();
        var options = new TrainingMonitorOptions { DashboardUrl = server.Http.BaseAddress!.AbsoluteUri, JournalDirectory = _folder.Path };
        string runId;
        await using (var monitor = TrainingMonitorClient.ResumeOrCreate("far", Checkpoints, options))
        {
            runId = monitor.RunId;
            Save(monitor, long.MaxValue, 1);
        }

        var listed = await server.GetAsync($"/api/runs/{runId}/checkpoints");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("step").ValueKind);
    }

    [Fact]
    public async Task A_config_as_deep_as_the_server_takes_keeps_nobody_from_finding_the_run()
    {
        await using var server = await RunningServer.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 62)) + "1" + new string('}', 62);
        var made = await server.PostAsync("/api/runs", $$"""{"name":"mnist","config":{{deep}}}""", System.Net.HttpStatusCode.Created);
        var id = made.GetProperty("id").GetString()!;
        await server.PutAsync($"/api/runs/{id}", """{"status":"interrupted"}""");

        Assert.Equal(id, RunSearch.Find(server.Http.BaseAddress!, "mnist", null)?.RunId);
    }

    [Fact]
    public async Task What_the_killed_script_left_goes_out_before_the_resume()
    {
        await using var peer = new Peer();
        string runId;
        await using (var offline = TrainingMonitorClient.ResumeOrCreate("mnist", Checkpoints, Options(peer) with { Offline = true }))
        {
            runId = offline.RunId;
            offline.LogMetrics(1, ("loss", 1));
            Save(offline, 1, 1);
            offline.SetStatus(RunStatus.Failed);
        }

        await using (var second = Open(peer))
        {
            Assert.True(second.IsResumed);
            second.LogMetrics(("loss", 2));
        }

        Assert.Equal([("loss", 1, 1.0), ("loss", 2, 2.0)], peer.Store.Points);
        var order = peer.Requests.Where(request => request.IsBatch || request.Path.EndsWith("/resume", StringComparison.Ordinal)).Select(request => request.IsBatch);
        Assert.Equal([true, false, true], order);
        Assert.Empty(_folder.Journals);
        Assert.Equal(runId, Directory.Exists(Path.Combine(_folder.Path, runId)) ? "" : runId);
    }

    [Fact]
    public async Task Only_the_last_the_best_and_the_marked_checkpoints_stay()
    {
        await using var peer = new Peer();
        await using (var monitor = Open(peer, new CheckpointRetention { KeepLast = 2, KeepBest = 1, By = "loss" }))
        {
            monitor.MarkBestCheckpoint(Save(monitor, 1, 5)!);
            Save(monitor, 2, 0.1);
            for (var step = 3; step <= 8; step++)
            {
                Save(monitor, step, step);
            }
        }

        Assert.Equal(["step1.bin", "step2.bin", "step7.bin", "step8.bin"], Directory.GetFiles(Checkpoints, "*.bin").Select(Path.GetFileName).Order());
        Assert.Equal(4, peer.Requests.Count(request => request.Method == "DELETE"));
    }

    [Fact]
    public void A_broken_checkpoint_does_not_cost_the_last_good_one()
    {
        static TrainingMonitor.Client.Checkpoint One(string id, string validity) => new() { Id = id, Filepath = id, CreatedAt = "", Validity = validity };
        var retention = new CheckpointRetention { KeepLast = 1 };

        Assert.Empty(retention.Surplus([One("good", "valid"), One("cut", "invalid")]));
        Assert.Equal(["cut"], retention.Surplus([One("good", "valid"), One("cut", "invalid"), One("gone", "missing")]).Select(gone => gone.Id));
        Assert.Equal(["good", "cut"], retention.Surplus([One("good", "valid"), One("cut", "invalid"), One("next", "unverified")]).Select(gone => gone.Id));
    }

    [Fact]
    public async Task A_script_that_lost_its_folder_is_told_by_the_server_what_to_go_on_from()
    {
        await using var server = await Server.RunningServer.StartAsync();
        var options = new TrainingMonitorOptions { DashboardUrl = server.Http.BaseAddress!.AbsoluteUri, JournalDirectory = _folder.Path };
        string runId;
        await using (var first = TrainingMonitorClient.ResumeOrCreate("mnist", Checkpoints, options))
        {
            runId = first.RunId;
            first.LogMetrics(1, ("loss", 1));
            Save(first, 1, 1);
            first.SetStatus(RunStatus.Interrupted);
        }

        var elsewhere = Path.Combine(Path.GetDirectoryName(_folder.Path)!, "elsewhere");
        await using (var second = TrainingMonitorClient.ResumeOrCreate("mnist", elsewhere, options))
        {
            Assert.True(second.IsResumed);
            Assert.Equal(runId, second.RunId);
            Assert.Equal(1, second.GetLastCheckpoint()?.Step);
        }

        Assert.Equal(2, (await server.GetAsync($"/api/runs/{runId}")).GetProperty("segment").GetInt32());
        await using var third = TrainingMonitorClient.ResumeOrCreate("mnist", elsewhere, options);
        Assert.False(third.IsResumed, "a run that was completed is not resumed");
        await using var fourth = TrainingMonitorClient.ResumeOrCreate("mnist", elsewhere, options with { Offline = true });
        Assert.False(fourth.IsResumed, "offline nobody is asked");
    }

    [Fact]
    public async Task A_run_of_another_project_or_another_id_than_those_given_is_not_gone_on_with()
    {
        await using var server = await Server.RunningServer.StartAsync();
        var options = new TrainingMonitorOptions { DashboardUrl = server.Http.BaseAddress!.AbsoluteUri, JournalDirectory = _folder.Path };
        await using (var first = TrainingMonitorClient.ResumeOrCreate("mnist", Checkpoints, options with { Project = "vision" }))
        {
            Save(first, 1, 1);
            first.SetStatus(RunStatus.Interrupted);
        }

        var elsewhere = Path.Combine(Path.GetDirectoryName(_folder.Path)!, "elsewhere");
        await using var ofAnother = TrainingMonitorClient.ResumeOrCreate("mnist", elsewhere, options with { Project = "speech" });
        Assert.False(ofAnother.IsResumed);
        await using var named = TrainingMonitorClient.ResumeOrCreate("mnist", Checkpoints, options with { RunId = "mnist-2" });
        Assert.Equal((false, "mnist-2"), (named.IsResumed, named.RunId));
    }

    [Fact]
    public async Task A_rank_that_logged_before_rank_0_resumed_goes_on_after_its_fence()
    {
        await using var server = await Server.RunningServer.StartAsync();
        var options = new TrainingMonitorOptions { DashboardUrl = server.Http.BaseAddress!.AbsoluteUri, JournalDirectory = _folder.Path, Rank = 0 };
        string run;
        await using (var first = TrainingMonitorClient.ResumeOrCreate("ranks", Checkpoints, options))
        {
            run = $"/api/runs/{first.RunId}";
            first.LogMetrics(19, ("loss", 1));
            Save(first, 19, 1);
            first.SetStatus(RunStatus.Interrupted);
        }

        async Task<long> LastAsync(string metric) =>
            (await server.GetAsync(run)).GetProperty("metrics").TryGetProperty(metric, out var summary) ? summary.GetProperty("step").GetInt64() : -1;

        await using (var early = TrainingMonitorClient.ResumeOrCreate("ranks", Checkpoints, options with { Rank = 1, AllRanks = true }))
        {
            early.LogMetrics(20, ("rank1/loss", 20));
            await Wait.ForAsync(async () => await LastAsync("rank1/loss") == 20);
            await using var leader = TrainingMonitorClient.ResumeOrCreate("ranks", Checkpoints, options);
            leader.LogMetrics(20, ("loss", 20));
            await Wait.ForAsync(async () => await LastAsync("loss") == 20);
            for (var step = 21; step < 30; step++)
            {
                early.LogMetrics(step, ("rank1/loss", step));
            }

            Assert.True(await early.FlushAsync(TimeSpan.FromSeconds(30)));
            Assert.True(early.IsResumed && leader.IsResumed);
        }

        Assert.Equal(29, await LastAsync("rank1/loss"));
        var summary = (await server.GetAsync(run)).GetProperty("metrics").GetProperty("rank1/loss");
        Assert.InRange(summary.GetProperty("count").GetInt64(), 9, 10);
    }

    [Fact]
    public async Task A_checkpoint_is_looked_into_where_it_lies()
    {
        await using var server = await Server.RunningServer.StartAsync();
        var header = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        byte[] whole = [.. BitConverter.GetBytes((long)header.Length), .. System.Text.Encoding.UTF8.GetBytes(header), .. new byte[8]];
        string runId, good, poor, cut;
        await using (var monitor = new TrainingMonitorClient(new TrainingMonitorOptions { DashboardUrl = server.Http.BaseAddress!.AbsoluteUri, JournalDirectory = _folder.Path }))
        {
            runId = monitor.RunId;
            good = monitor.SaveCheckpoint(Path.Combine(Checkpoints, "good.safetensors"), file => file.Write(whole), 1, requiredKeys: ["w"])!;
            poor = monitor.SaveCheckpoint(Path.Combine(Checkpoints, "poor.safetensors"), file => file.Write(whole), 2, requiredKeys: ["optimizer"])!;
            cut = monitor.SaveCheckpoint(Path.Combine(Checkpoints, "cut.safetensors"), file => file.Write(whole.AsSpan(0, 40)), 3)!;
        }

        var found = (await server.GetAsync($"/api/runs/{runId}/checkpoints")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("id").GetString()!);
        Assert.Equal("valid", found[good].GetProperty("validity").GetString());
        Assert.Equal("w", found[good].GetProperty("structure").GetProperty("tensors")[0].GetProperty("name").GetString());
        Assert.Equal("invalid", found[poor].GetProperty("validity").GetString());
        Assert.Contains("optimizer", found[poor].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("invalid", found[cut].GetProperty("validity").GetString());
    }
}
