using System.Text.Json;
using TrainingMonitor.Client;
using TrainingMonitor.Tests.Cli;
using TrainingMonitor.Tests.Server;

namespace TrainingMonitor.Tests.Runner;

public sealed class SupervisorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_command_becomes_a_run_with_its_console_its_metrics_and_its_exit_code()
    {
        await using var server = await RunningServer.StartAsync();
        var (code, output, errors) = await RunAsync(
            server, "--name", "by hand", "--project", "p", "--tag", "t", "--config", "lr=0.1", "--grep", @"step (?<step>\d+).*loss[=: ]+(?<loss>\S+)",
            "--", "sh", "-c", "echo step 1 loss=0.5,; echo step 2 'loss: nan'; echo 'a line' >&2; exit 3");

        Assert.Equal(3, code);
        Assert.Equal("step 1 loss=0.5,\nstep 2 loss: nan\n", output);
        Assert.Contains("a line\n", errors, StringComparison.Ordinal);
        var run = await OnlyRunAsync(server);
        Assert.Equal("by hand", run.GetProperty("name").GetString());
        Assert.Equal("p", run.GetProperty("project").GetString());
        Assert.Equal(0.1, run.GetProperty("config").GetProperty("lr").GetDouble());
        Assert.Equal("sh", run.GetProperty("config").GetProperty("command")[0].GetString());
        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Equal(3, run.GetProperty("exit_code").GetInt32());
        Assert.Equal("exit code 3\na line", run.GetProperty("error").GetString());
        var loss = run.GetProperty("metrics").GetProperty("loss");
        Assert.Equal(0.5, loss.GetProperty("min").GetDouble());
        Assert.Equal(2, loss.GetProperty("step").GetInt64());
        var lines = await server.GetAsync($"/api/runs/{Id(run)}/logs");
        Assert.Equal(
            ["stderr a line", "stdout step 1 loss=0.5,", "stdout step 2 loss: nan"],
            lines.GetProperty("items").EnumerateArray().Select(line => $"{line.GetProperty("stream").GetString()} {line.GetProperty("text").GetString()}").Order());
    }

    [Fact]
    public async Task Every_byte_of_the_command_comes_through_unchanged()
    {
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        var file = Path.Combine(_folder.Path, "bytes");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        using var tmon = TmonProcess.Start(null, _folder.Path, "run", "--", "cat", file);

        Assert.Equal(0, await tmon.ExitAsync());
        Assert.Equal(bytes, await tmon.OutputAsync());
    }

    [Fact]
    public async Task What_is_no_text_is_printed_as_it_is_and_kept_as_a_picture_of_it()
    {
        var (code, printed, _) = await TmonProcess.RunAsync(null, _folder.Path, "run", "--offline", "--name", "a\u2400b", "--", "sh", "-c", @"printf 'zero \000 byte\nhigh \377 byte\n'; printf 'end\000' >&2; exit 3");
        Assert.Equal(3, code);
        Assert.StartsWith("zero \0 byte\nhigh ", printed, StringComparison.Ordinal);

        await using var server = await RunningServer.StartAsync();
        foreach (var journal in JournalSync.Find(_folder.Path))
        {
            Assert.Equal(JournalSyncOutcome.Sent, (await new JournalSync().SendAsync(journal, server.Http.BaseAddress)).Outcome);
        }

        var run = await OnlyRunAsync(server);
        var lines = (await server.GetAsync($"/api/runs/{Id(run)}/logs")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("text").GetString());
        Assert.Equal(["end␀", "high \ufffd byte", "zero ␀ byte"], lines.Order(StringComparer.Ordinal));
        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Contains("end␀", run.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_all_of_it_waits_in_the_journal_for_a_sync()
    {
        var (code, _, _) = await TmonProcess.RunAsync(null, _folder.Path, "run", "--offline", "--grep", @"loss=(?<loss>\S+)", "--", "sh", "-c", "echo loss=0.25");
        Assert.Equal(0, code);

        await using var server = await RunningServer.StartAsync();
        foreach (var journal in JournalSync.Find(_folder.Path))
        {
            Assert.Equal(JournalSyncOutcome.Sent, (await new JournalSync().SendAsync(journal, server.Http.BaseAddress)).Outcome);
        }

        var run = await OnlyRunAsync(server);
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.Equal(0, run.GetProperty("exit_code").GetInt32());
        Assert.Equal(0.25, run.GetProperty("metrics").GetProperty("loss").GetProperty("latest").GetDouble());
        Assert.Equal(1, (await server.GetAsync($"/api/runs/{Id(run)}/logs")).GetProperty("total").GetInt64());
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task A_signal_is_handed_on_to_the_command_and_the_run_is_interrupted(string signal, int exitCode)
    {
        await using var server = await RunningServer.StartAsync();
        using var tmon = Start(server, "--", "sh", "-c", "echo ready; sleep 300");
        await PrintedAsync(server, "ready");

        tmon.Signal(signal);

        Assert.Equal(exitCode, await tmon.ExitAsync());
        var run = await OnlyRunAsync(server);
        Assert.Equal("interrupted", run.GetProperty("status").GetString());
        Assert.Equal(exitCode, run.GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task A_command_may_take_longer_over_a_signal_than_what_it_leaves_behind()
    {
        await using var server = await RunningServer.StartAsync();
        using var tmon = Start(
            server, "--grace", "0.2", "--", "sh", "-c", "trap 'asked=1' INT; trap '' TERM; echo ready; while [ -z \"$asked\" ]; do sleep 0.05; done; sleep 1; sleep 1; exit 3");
        await PrintedAsync(server, "ready");

        tmon.Signal("INT");

        Assert.Equal(3, await tmon.ExitAsync());
    }

    [Fact]
    public async Task A_command_that_is_killed_has_failed_and_the_signal_is_named()
    {
        await using var server = await RunningServer.StartAsync();
        var (code, _, _) = await RunAsync(server, "--", "sh", "-c", "kill -KILL $$");

        Assert.Equal(137, code);
        var run = await OnlyRunAsync(server);
        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Equal("ended by SIGKILL", run.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("(sleep MARK &)")]
    [InlineData("setsid sh -c 'sleep MARK & sleep MARK' &")]
    [InlineData("setsid sh -c '(env -i sleep MARK &) ; sleep MARK' >/dev/null 2>&1 &")]
    [InlineData("(setsid sh -c 'trap \"\" TERM HUP INT; while :; do sleep 1; done; sleep MARK' &)")]
    public async Task What_the_command_leaves_behind_is_ended_with_it(string leaves)
    {
        var mark = $"300.{Random.Shared.Next(100_000_000, 1_000_000_000)}";
        var (code, _, _) = await TmonProcess.RunAsync(
            null, _folder.Path, "run", "--offline", "--grace", "0.5", "--", "sh", "-c", leaves.Replace("MARK", mark, StringComparison.Ordinal) + "\nsleep 0.2");

        Assert.Equal(0, code);
        Assert.Empty(Processes(mark));
    }

    [Fact]
    public async Task The_page_s_stop_ends_a_command_that_has_no_SDK()
    {
        await using var server = await RunningServer.StartAsync();
        using var tmon = Start(server, "--", "sh", "-c", "echo ready; sleep 300");
        await PrintedAsync(server, "ready");
        var id = Id(await OnlyRunAsync(server));
        await server.PostAsync($"/api/runs/{id}/commands", """{"command":"stop"}""", System.Net.HttpStatusCode.Accepted);

        Assert.Equal(143, await tmon.ExitAsync());
        Assert.Equal("interrupted", (await OnlyRunAsync(server)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("", 0, "completed")]
    [InlineData("sys.exit(4)", 4, "failed")]
    [InlineData("monitor.set_status('interrupted')", 0, "interrupted")]
    [InlineData("raise ValueError('wrong shape')", 1, "failed")]
    public async Task The_Python_SDK_attaches_and_the_exit_record_gives_the_status(string ending, int exitCode, string status)
    {
        await using var server = await RunningServer.StartAsync();
        var script = Path.Combine(_folder.Path, "train.py");
        await File.WriteAllTextAsync(
            script,
            $$"""
            import sys
            from training_monitor import TrainingMonitor
            print("printed", flush=True)
            with TrainingMonitor(run_name="mine", config={"lr": 1, "depth": 2}, capture_console=True, total_steps=9) as monitor:
                monitor.log_metrics({"loss": 0.5}, step=8)
                {{ending}}
            """,
            TestContext.Current.CancellationToken);
        var (code, _, _) = await RunAsync(server, "--config", "lr=3", "--", "python3", script);

        Assert.Equal(exitCode, code);
        var run = await OnlyRunAsync(server);
        Assert.Equal("mine", run.GetProperty("name").GetString());
        Assert.Equal(status, run.GetProperty("status").GetString());
        Assert.Equal(exitCode, run.GetProperty("exit_code").GetInt32());
        Assert.Equal(3, run.GetProperty("config").GetProperty("lr").GetInt32());
        Assert.Equal(2, run.GetProperty("config").GetProperty("depth").GetInt32());
        Assert.Equal(9, run.GetProperty("total_steps").GetInt64());
        Assert.Equal(0.5, run.GetProperty("metrics").GetProperty("loss").GetProperty("latest").GetDouble());
        var lines = (await server.GetAsync($"/api/runs/{Id(run)}/logs")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("text").GetString());
        Assert.Single(lines, "printed");
        Assert.Equal(ending.Contains("ValueError", StringComparison.Ordinal), run.GetProperty("error").GetString()?.Contains("wrong shape", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task The_CSharp_SDK_attaches_to_the_run()
    {
        await using var server = await RunningServer.StartAsync();
        var (code, _, _) = await RunAsync(
            server, "--tag", "a", "--", "dotnet", Path.Combine(AppContext.BaseDirectory, "Digits.dll"), "--steps", "30", "--name", "digits", "--checkpoint-dir", _folder.Path);

        Assert.Equal(0, code);
        var run = await OnlyRunAsync(server);
        Assert.Equal("digits", run.GetProperty("name").GetString());
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.Equal(0, run.GetProperty("exit_code").GetInt32());
        Assert.Contains("a", run.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.True(run.GetProperty("metrics").TryGetProperty("train/loss", out _));
    }

    [Theory]
    [InlineData(127, "no-such-program")]
    [InlineData(127, "./no-such-file")]
    [InlineData(126, "/etc/hostname")]
    public async Task What_cannot_be_started_is_said_in_one_sentence(int exitCode, string program)
    {
        var (code, _, errors) = await TmonProcess.RunAsync(null, _folder.Path, "run", "--offline", "--", program);

        Assert.Equal(exitCode, code);
        Assert.Contains($"'{program}'", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--config", "novalue", "--", "true")]
    [InlineData("run", "--grep", "(", "--", "true")]
    [InlineData("run", "--grep", "no group", "--", "true")]
    [InlineData("run", "--cwd", "/no/such/folder", "--", "true")]
    public async Task Wrong_use_exits_with_2(params string[] arguments)
    {
        var (code, _, errors) = await TmonProcess.RunAsync(null, _folder.Path, arguments);

        Assert.Equal(2, code);
        Assert.StartsWith("tmon: ", errors, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(RunningServer server, params string[] arguments) =>
        TmonProcess.RunAsync(server.Http.BaseAddress, _folder.Path, ["run", .. arguments]);

    private TmonProcess Start(RunningServer server, params string[] arguments) =>
        TmonProcess.Start(server.Http.BaseAddress, _folder.Path, ["run", .. arguments]);

    private static string Id(JsonElement run) => run.GetProperty("id").GetString()!;

    private static async Task<JsonElement> OnlyRunAsync(RunningServer server)
    {
        var list = await server.GetAsync("/api/runs");
        return Assert.Single(list.GetProperty("items").EnumerateArray());
    }

    private static async Task PrintedAsync(RunningServer server, string text)
    {
        for (var isPrinted = false; !isPrinted; await Task.Delay(5))
        {
            foreach (var run in (await server.GetAsync("/api/runs")).GetProperty("items").EnumerateArray())
            {
                var lines = await server.GetAsync($"/api/runs/{Id(run)}/logs?q={text}");
                isPrinted |= lines.GetProperty("items").GetArrayLength() > 0;
            }
        }
    }

    private static List<string> Processes(string mark)
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var words = File.ReadAllText(Path.Combine(folder, "cmdline"));
                if (words.Contains(mark, StringComparison.Ordinal))
                {
                    found.Add(words);
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }

        return found;
    }
}
