using System.Globalization;
using System.Net;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Server;
using TrainingMonitor.Server.Jobs;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Server.Jobs;

public class JobTests
{
    [Fact]
    public async Task A_job_is_queued_runs_and_leaves_its_console_code_and_error()
    {
        await using var bench = await JobBench.StartAsync();

        var id = await bench.ShellAsync("echo hello; echo oh no >&2; exit 3", new { name = "short" });

        var run = await bench.UntilAsync(id, "failed");
        Assert.Equal(("short", 3), (run.GetProperty("name").GetString(), run.GetProperty("exit_code").GetInt32()));
        Assert.Contains("oh no", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["hello", "oh no"], (await bench.ConsoleAsync(id)).Order(StringComparer.Ordinal));
        var told = (await bench.Server.GetAsync($"/api/runs/{id}/events")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("message").GetString()!).ToArray();
        Assert.Contains("queued → running", told);
        Assert.Contains(told, message => message.StartsWith("running → failed: exit code 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are_and_little_of_the_servers_environment_does()
    {
        Environment.SetEnvironmentVariable("SECRET_OF_THE_SERVER", "do not pass");
        await using var bench = await JobBench.StartAsync();
        string[] hostile = ["$(touch x)", "; rm -rf .", "a b", "", "`id`", "../..", "new\nline", "*"];
        const string Script = "import sys, os; print(repr(sys.argv[1:])); print(sorted(k for k in os.environ if 'SECRET' in k or k == 'OWN'))";

        var id = await bench.PostAsync(new { name = "$(touch y); rm", command = new[] { "python3", "-c", Script }.Concat(hostile), env = new { OWN = "1", MY_TOKEN = "hunter2" } });

        await bench.UntilAsync(id, "completed");
        Assert.Equal(["['$(touch x)', '; rm -rf .', 'a b', '', '`id`', '../..', 'new\\nline', '*']", "['OWN']"], await bench.ConsoleAsync(id));
        var shown = (await bench.RunAsync(id)).GetProperty("job").GetProperty("env");
        Assert.Equal(("1", "[redacted]"), (shown.GetProperty("OWN").GetString(), shown.GetProperty("MY_TOKEN").GetString()));
    }

    [Fact]
    public async Task A_cancelled_job_leaves_no_process_not_even_one_that_fled()
    {
        await using var bench = await JobBench.StartAsync();
        using var folder = new TemporaryFolder();
        var pids = Path.Combine(folder.Path, "pids");
        var id = await bench.ShellAsync($"(setsid sh -c 'echo $$ >> {pids}; exec sleep 300' &) ; echo $$ >> {pids}; sleep 300");
        await Wait.ForAsync(() => File.Exists(pids) && File.ReadAllLines(pids).Length == 2);
        var processes = File.ReadAllLines(pids).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        await bench.UntilAsync(id, "running");

        await bench.ActAsync(id, "cancel");

        await Wait.ForAsync(() => !processes.Any(JobBench.IsAlive));
        Assert.Equal("cancelled", await bench.StatusAsync(id));
        await bench.ActAsync(id, "cancel");
        await bench.ActAsync(id, "start", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_does_not_heed_a_cancel_is_killed_after_its_grace_wherever_it_has_fled()
    {
        await using var bench = await JobBench.StartAsync();
        using var folder = new TemporaryFolder();
        var pids = Path.Combine(folder.Path, "pids");
        var deaf = $"trap '' TERM INT HUP; echo $$ >> {pids}; while :; do sleep 1; done";
        var id = await bench.ShellAsync($"(setsid sh -c \"{deaf.Replace("$", "\\$", StringComparison.Ordinal)}\" &) ; {deaf}");
        await Wait.ForAsync(() => File.Exists(pids) && File.ReadAllLines(pids).Length == 2);
        var processes = File.ReadAllLines(pids).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        await bench.UntilAsync(id, "running");

        await bench.ActAsync(id, "cancel");

        await Wait.ForAsync(async () => (await bench.Server.GetAsync("/api/jobs?limit=1")).GetProperty("slots_busy").GetInt32() == 0);
        Assert.DoesNotContain(processes, JobBench.IsAlive);
        var run = await bench.RunAsync(id);
        Assert.Equal(("cancelled", 137), (run.GetProperty("status").GetString(), run.GetProperty("exit_code").GetInt32()));
    }

    [Fact]
    public async Task A_run_deleted_while_its_processes_end_leaves_no_folder_behind()
    {
        using var folder = new TemporaryFolder();
        await using var bench = await JobBench.StartOnAsync(folder);
        var id = await bench.ShellAsync("trap '' TERM; echo begun; while :; do sleep 0.2; done");
        await Wait.ForAsync(async () => (await bench.ConsoleAsync(id)).Length > 0);

        await bench.ActAsync(id, "cancel");
        using (await bench.Server.Http.DeleteAsync($"/api/runs/{id}", TestContext.Current.CancellationToken))
        {
        }

        await Wait.ForAsync(() => !Directory.Exists(Path.Combine(folder.Path, "jobs", id)));
    }

    [Fact]
    public async Task A_job_waits_for_its_slot_its_release_and_what_it_depends_on()
    {
        await using var bench = await JobBench.StartAsync();
        using var folder = new TemporaryFolder();
        var gate = Path.Combine(folder.Path, "open");
        var first = await bench.ShellAsync($"while [ ! -e {gate} ]; do sleep 0.02; done");
        await bench.UntilAsync(first, "running");

        var second = await bench.ShellAsync("true");
        var third = await bench.ShellAsync("true", new { depends_on = new[] { second } });
        var held = await bench.ShellAsync("true", new { hold = true });
        var urgent = await bench.ShellAsync("true", new { priority = 10 });
        Assert.Equal(["queued", "pending", "pending", "queued"], [await bench.StatusAsync(second), await bench.StatusAsync(third), await bench.StatusAsync(held), await bench.StatusAsync(urgent)]);
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        foreach (var id in new[] { second, third, urgent })
        {
            await bench.UntilAsync(id, "completed");
        }

        var started = await Task.WhenAll(new[] { urgent, second, third }.Select(async id => (await bench.RunAsync(id)).GetProperty("started_at").GetString()));
        Assert.Equal(started.Order(StringComparer.Ordinal), started);
        Assert.Equal("pending", await bench.StatusAsync(held));
        await bench.ActAsync(held, "start");
        await bench.UntilAsync(held, "completed");
    }

    [Fact]
    public async Task A_base_model_is_the_servers_copy_or_where_its_script_put_it_or_a_name()
    {
        await using var bench = await JobBench.StartAsync();
        var run = await bench.Server.NewRunAsync();
        var elsewhere = await ModelAsync(bench, await bench.Server.PostAsync($"/api/runs/{run}/checkpoints", """{"filepath":"/elsewhere/net.pt"}""", HttpStatusCode.Created));
        using var file = new ByteArrayContent([1, 2]) { Headers = { ContentType = new("application/octet-stream") } };
        var upload = await bench.Server.Http.PostAsync($"/api/runs/{run}/checkpoints?name=a.bin", file, TestContext.Current.CancellationToken);
        var copied = await ModelAsync(bench, await RunningServer.ReadAsync(upload, HttpStatusCode.Created));
        await Wait.ForAsync(async () => (await bench.Server.GetAsync($"/api/models/{copied}")).GetProperty("status").GetString() == "ready");

        Assert.Equal("/elsewhere/net.pt", await BaseModelAsync(bench, elsewhere));
        Assert.Equal("2", await BaseModelAsync(bench, copied, "wc -c < \"$TRAINING_MONITOR_BASE_MODEL\" | tr -d ' '"));
        Assert.Equal("resnet", await BaseModelAsync(bench, "resnet"));
    }

    private static async Task<string> ModelAsync(JobBench bench, JsonElement checkpoint) =>
        (await bench.Server.PostAsync("/api/models", $$"""{"name":"m","checkpoint_id":"{{checkpoint.GetProperty("id").GetString()}}"}""", HttpStatusCode.Created)).GetProperty("id").GetString()!;

    private static async Task<string> BaseModelAsync(JobBench bench, string model, string script = "echo $TRAINING_MONITOR_BASE_MODEL")
    {
        var job = await bench.ShellAsync(script, new { base_model = model });
        await bench.UntilAsync(job, "completed");
        return Assert.Single(await bench.ConsoleAsync(job));
    }

    [Fact]
    public async Task The_list_says_how_many_slots_there_are_and_how_many_are_busy()
    {
        await using var bench = await JobBench.StartAsync(options => options with { Slots = 4 });
        Assert.Equal((4, 0), await SlotsAsync(bench));

        var id = await bench.ShellAsync("sleep 300", new { slots = 3 });
        await bench.UntilAsync(id, "running");
        Assert.Equal((4, 3), await SlotsAsync(bench));
        await bench.ActAsync(id, "cancel");
        await Wait.ForAsync(async () => await SlotsAsync(bench) == (4, 0));
    }

    private static async Task<(int Slots, int Busy)> SlotsAsync(JobBench bench)
    {
        var jobs = await bench.Server.GetAsync("/api/jobs?limit=1");
        return (jobs.GetProperty("slots").GetInt32(), jobs.GetProperty("slots_busy").GetInt32());
    }

    [Fact]
    public async Task A_failed_dependency_cancels_and_a_failure_is_tried_again_as_a_new_run()
    {
        await using var bench = await JobBench.StartAsync();
        var bad = await bench.ShellAsync("exit 1", new { name = "bad", max_retries = 1, config = new { lr = 0.1 } });
        var after = await bench.ShellAsync("true", new { name = "after", depends_on = new[] { bad } });

        await bench.UntilAsync(after, "cancelled");
        while ((await bench.Server.GetAsync("/api/jobs?q=bad")).GetProperty("total").GetInt32() < 2)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var again = (await bench.Server.GetAsync("/api/jobs?q=bad")).GetProperty("items")[0];
        Assert.Equal((bad, 2, "pending", "0.1"), (again.GetProperty("retry_of").GetString(), again.GetProperty("attempt").GetInt32(), again.GetProperty("status").GetString(), again.GetProperty("config").GetProperty("lr").GetRawText()));
        await bench.ActAsync(again.GetProperty("id").GetString()!, "start");
        await bench.UntilAsync(again.GetProperty("id").GetString()!, "failed");
        Assert.Equal(3, (await bench.Server.GetAsync("/api/jobs")).GetProperty("total").GetInt32());
        Assert.Equal(bad, (await bench.ActAsync(bad, "retry", HttpStatusCode.Created)).GetProperty("retry_of").GetString());
    }

    [Fact]
    public async Task A_script_attaches_to_its_job_and_its_points_stand_on_it()
    {
        await using var bench = await JobBench.StartAsync();
        var dataSet = (await bench.Server.PostAsync("/api/datasets", """{"name":"d"}""", HttpStatusCode.Created)).GetProperty("id").GetString();
        const string Script = "from training_monitor import TrainingMonitor\nimport os\nwith TrainingMonitor(run_name='mine', config={'a': 1}) as m:\n  [m.log_metrics({'loss': 1 / (i + 1)}, step=i) for i in range(50)]\nprint(os.environ['TRAINING_MONITOR_DATASET'])";

        var id = await bench.PostAsync(new { name = "theirs", command = new[] { "python3", "-c", Script }, env = new { PYTHONPATH = Repository.PathOf("python/src") }, dataset_id = dataSet });

        var run = await bench.UntilAsync(id, "completed", "failed");
        Assert.Equal(("completed", "theirs", 50), (run.GetProperty("status").GetString(), run.GetProperty("name").GetString(), run.GetProperty("metrics").GetProperty("loss").GetProperty("count").GetInt32()));
        Assert.EndsWith($"datasets/{dataSet}", (await bench.ConsoleAsync(id))[^1], StringComparison.Ordinal);
        Assert.Equal(1, (await bench.Server.GetAsync("/api/runs")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_template_is_filled_in_without_a_shell_and_a_grid_makes_one_job_for_each_combination()
    {
        await using var bench = await JobBench.StartAsync(options => options with { Slots = 4 });
        await bench.Server.PostAsync("/api/templates", """{"name":"t","command":["printf","%s","lr={lr} {word}"],"parameters":[{"name":"lr","type":"number","default":"0.1"},{"name":"word"}]}""", HttpStatusCode.Created);

        var one = await bench.PostAsync(new { template = "t", parameters = new { word = "$(id) a" } });
        await bench.UntilAsync(one, "completed");
        Assert.Equal(["lr=0.1 $(id) a"], await bench.ConsoleAsync(one));
        Assert.Equal("0.1", (await bench.RunAsync(one)).GetProperty("config").GetProperty("lr").GetRawText());
        var grid = await bench.Server.PostAsync("/api/jobs/grid", """{"job":{"template":"t","parameters":{"word":"w"},"hold":true},"values":{"lr":[0.1,0.2,0.3],"word":["a","b"]}}""");
        var made = grid.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(6, made.Length);
        Assert.Single(made.Select(run => run.GetProperty("group").GetString()).Distinct());
        Assert.Equal(6, made.Select(run => run.GetProperty("config").GetRawText()).Distinct().Count());
        var ids = made.Select(run => run.GetProperty("id").GetString()!).ToArray();
        var batch = await bench.Server.PostAsync("/api/jobs/batch", JsonSerializer.Serialize(new { ids = ids.Append("nobody"), action = "cancel" }));
        Assert.Equal((6, 1), (batch.GetProperty("done").GetArrayLength(), batch.GetProperty("failed").GetArrayLength()));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_what_a_job_says_it_failed_of()
    {
        await using var bench = await JobBench.StartAsync();

        var id = await bench.PostAsync(new { command = new[] { "true" }, working_dir = "/no/such/folder" });

        Assert.Contains("got the folder '/no/such/folder'", (await bench.UntilAsync(id, "failed")).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_for_GPUs_that_this_host_does_not_have_holds_up_nobody()
    {
        await using var bench = await JobBench.StartAsync();
        var impossible = await bench.PostAsync(new { command = new[] { "true" }, gpus = 64 });

        await bench.UntilAsync(await bench.PostAsync(new { command = new[] { "true" } }), "completed");

        Assert.Equal("queued", (await bench.RunAsync(impossible)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_older_words_let_a_held_job_go_and_end_one_that_runs()
    {
        await using var bench = await JobBench.StartAsync();
        var id = await bench.PostAsync(new { command = new[] { "sleep", "60" }, hold = true });
        var behind = await bench.PostAsync(new { command = new[] { "true" } });
        await bench.UntilAsync(behind, "completed");

        Assert.Equal("""{"success":true}""", (await bench.Server.PostAsync($"/api/training/jobs/{id}/start", "")).GetRawText());
        await bench.UntilAsync(id, "running");
        var waiting = await bench.PostAsync(new { command = new[] { "true" } });
        await bench.Server.PostAsync($"/api/training/jobs/{waiting}/start", "");
        Assert.Equal("queued", (await bench.RunAsync(waiting)).GetProperty("status").GetString());
        Assert.Equal("""{"success":true}""", (await bench.Server.PostAsync($"/api/training/jobs/{id}/cancel", "")).GetRawText());
        await bench.UntilAsync(id, "cancelled");
        await bench.UntilAsync(waiting, "completed");
        Assert.False((await bench.Server.PostAsync($"/api/training/jobs/{waiting}/cancel", "")).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task What_a_launch_would_meet_is_told_without_making_anything()
    {
        await using var bench = await JobBench.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "train.py"), "");

        async Task<string[]> CheckAsync(object job)
        {
            var answer = await bench.Server.PostAsync("/api/jobs/check", JsonSerializer.Serialize(job));
            return [.. answer.GetProperty("checks").EnumerateArray().Select(one => $"{one.GetProperty("name")} {one.GetProperty("state")}")];
        }

        Assert.Equal(["program good", "script good", "folder good", "slots good"], await CheckAsync(new { command = new[] { "python3", "-u", "train.py" }, working_dir = folder.Path }));
        Assert.Equal(["program missing", "script missing", "folder missing"], await CheckAsync(new { command = new[] { "pyton3", "train.py" }, working_dir = "/nowhere", slots = 0 }));
        Assert.Equal(["program good", "script missing", "folder good", "slots good", "gpus missing"], await CheckAsync(new { command = new[] { "sh", "train.sh" }, gpus = 64 }));
        Assert.Equal(["program good", "folder good", "slots good"], await CheckAsync(new { command = new[] { "python3", "-m", "train" } }));
        Assert.Equal(["program missing", "folder good", "slots good"], await CheckAsync(new { command = new[] { "sh" }, env = new { PATH = folder.Path } }));
        await bench.Server.PostAsync("/api/jobs/check", """{"command":[]}""", HttpStatusCode.BadRequest);
        await bench.Server.PostAsync("/api/jobs/check", """{"command":["true"],"dataset_id":"nobody"}""", HttpStatusCode.NotFound);

        var busy = await bench.ShellAsync("sleep 30");
        await bench.UntilAsync(busy, "running");
        Assert.Equal(["program good", "folder good", "slots busy"], await CheckAsync(new { command = new[] { "true" } }));
        await bench.ActAsync(busy, "cancel");
        Assert.Equal(1, (await bench.Server.GetAsync("/api/runs")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("""{"command":[]}""", 400)]
    [InlineData("""{"command":["a\u0000b"]}""", 400)]
    [InlineData("""{"command":[""]}""", 400)]
    [InlineData("""{"command":"sh"}""", 400)]
    [InlineData("""{}""", 400)]
    [InlineData("""{"template":"nobody"}""", 400)]
    [InlineData("""{"command":["x"],"template":"nobody"}""", 400)]
    [InlineData("""{"command":["x"],"working_dir":"../x"}""", 400)]
    [InlineData("""{"command":["x"],"env":{"A=B":"c"}}""", 400)]
    [InlineData("""{"command":["x"],"env":{"TRAINING_MONITOR_URL":"c"}}""", 400)]
    [InlineData("""{"command":["x"],"slots":2}""", 400)]
    [InlineData("""{"command":["x"],"slots":-1}""", 400)]
    [InlineData("""{"command":["x"],"gpus":-1}""", 400)]
    [InlineData("""{"command":["x"],"schedule":"often"}""", 400)]
    [InlineData("""{"command":["x"],"schedule":"0 0 30 2 *"}""", 400)]
    [InlineData("""{"command":["x"],"depends_on":["nobody"]}""", 400)]
    [InlineData("""{"command":["x"],"depends_on":["../x"]}""", 400)]
    [InlineData("""{"command":["x"],"dataset_id":"ds_nobody"}""", 404)]
    [InlineData("""{"command":["x"],"name":"a\nb"}""", 400)]
    [InlineData("""{"command":["x"],"id":"../../x"}""", 400)]
    [InlineData("""{"command":["x"],"max_retries":1000}""", 400)]
    public async Task What_cannot_be_launched_is_refused_with_a_sentence(string job, int status)
    {
        await using var bench = await JobBench.StartAsync();

        var problem = await bench.Server.PostAsync("/api/jobs", job, (HttpStatusCode)status);

        Assert.Contains("want", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await bench.Server.GetAsync("/api/jobs")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Where_others_reach_the_server_nothing_is_launched()
    {
        await using var bench = await JobBench.StartAsync();
        var held = await bench.ShellAsync("true", new { hold = true });
        var ended = await bench.ShellAsync("true");
        await bench.UntilAsync(ended, "completed");
        var server = bench.Server;
        var open = server.Service<ServerOptions>() with { Host = "0.0.0.0" };
        var service = new JobService(server.Service<DataStore>(), open, server.Service<RunRules>(), server.Service<TemplateShelf>(), server.Service<JobQueue>(), TimeProvider.System);

        var stop = TestContext.Current.CancellationToken;
        Func<Task>[] launches = [() => service.CreateAsync(new NewJob { Command = ["true"] }, stop), () => service.StartAsync(held, stop), () => service.RetryAsync(ended, stop)];
        foreach (var launch in launches)
        {
            Assert.Equal(403, (await Assert.ThrowsAsync<ProblemException>(launch)).Status);
        }

        Assert.Equal(2, (await server.GetAsync("/api/jobs")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Templates_are_checked_kept_and_deleted_and_those_of_the_program_stay()
    {
        await using var bench = await JobBench.StartAsync(options => options with { Templates = [new JobTemplate { Name = "own", Command = ["true"], IsBuiltIn = true, IsSimulated = true }] });
        await bench.Server.PostAsync("/api/templates", """{"name":"t","command":["{x}"]}""", HttpStatusCode.BadRequest);
        await bench.Server.PostAsync("/api/templates", """{"name":"own","command":["x"]}""", HttpStatusCode.Conflict);
        await bench.Server.PutAsync("/api/templates/own", """{"name":"own","command":["x"]}""", HttpStatusCode.Conflict);
        await bench.Server.PutAsync("/api/templates/t", """{"name":"ignored","command":["echo","{x}"],"parameters":[{"name":"x","default":"1"}]}""");
        Assert.Equal(["own", "t"], (await bench.Server.GetAsync("/api/templates")).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("name").GetString()!));
        var simulated = await bench.PostAsync(new { template = "own" });
        Assert.True((await bench.RunAsync(simulated)).GetProperty("is_simulated").GetBoolean());
        Assert.True((await bench.Server.PutAsync("/api/templates/copy", """{"name":"copy","command":["true","--k","2"]}""")).GetProperty("is_simulated").GetBoolean());
        var copied = await bench.PostAsync(new { command = new[] { "true", "--k", "2" } });
        Assert.True((await bench.RunAsync(copied)).GetProperty("is_simulated").GetBoolean());
        using var copyGone = await bench.Server.Http.DeleteAsync("/api/templates/copy", TestContext.Current.CancellationToken);
        using var gone = await bench.Server.Http.DeleteAsync("/api/templates/t", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var again = await bench.Server.Http.DeleteAsync("/api/templates/t", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }
}
