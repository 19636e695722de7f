using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using TrainingMonitor.Client;
using TrainingMonitor.Tests.Server;

namespace TrainingMonitor.Tests.Cli;

public sealed class ClientCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_are_listed_shown_and_exported()
    {
        await using var server = await RunningServer.StartAsync();
        await server.PostAsync("/api/runs", """{"name":"first","id":"one","config":{"lr":0.1},"total_steps":10}""", HttpStatusCode.Created);
        await server.PostAsync("/api/runs", """{"name":"second","id":"two","project":"other"}""", HttpStatusCode.Created);
        await server.PostAsync("/api/runs/one/metrics", """[{"step":1,"metrics":{"loss":0.5}},{"step":2,"metrics":{"loss":"NaN","acc":1}}]""");

        var (code, table, _) = await RunAsync(server, "runs", "--project", "default");
        Assert.Equal(0, code);
        Assert.Contains("one  first  default  ● running  2/10", table, StringComparison.Ordinal);

        var (wrong, _, why) = await RunAsync(server, "runs", "--status", "bogus");
        Assert.Equal((2, true), (wrong, why.Contains("got status 'bogus', want active or one of", StringComparison.Ordinal)));

        var (_, json, _) = await RunAsync(server, "runs", "--json", "--query", "first");
        Assert.Equal("one", JsonDocument.Parse(json).RootElement.GetProperty("items")[0].GetProperty("id").GetString());

        var (_, shown, _) = await RunAsync(server, "show", "first");
        Assert.Contains("lr      0.1", shown, StringComparison.Ordinal);
        Assert.Contains("loss    NaN", shown, StringComparison.Ordinal);
        var (_, one, _) = await RunAsync(server, "show", "one", "--json");
        Assert.Equal("first", JsonDocument.Parse(one).RootElement.GetProperty("name").GetString());

        var (_, csv, _) = await RunAsync(server, "export", "one");
        Assert.Equal(await server.Http.GetStringAsync("/api/export/runs/one.csv", TestContext.Current.CancellationToken), csv);
        var file = Path.Combine(_folder.Path, "out.ndjson");
        Assert.Equal(0, (await RunAsync(server, "export", "one", "--format", "ndjson", "--out", file)).Code);
        Assert.Equal(2, (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Length);
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
        var (refused, _, nowhere) = await RunAsync(server, "export", "one", "--out", Path.Combine(_folder.Path, "nobody", "out.csv"));
        Assert.Equal((1, true), (refused, nowhere.Contains("want one that can be written", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Journals_are_sent_with_the_supervisor_s_and_counted()
    {
        await using (var offline = new TrainingMonitorClient(new TrainingMonitorOptions
        {
            RunName = "offline", RunId = "kept", Offline = true, JournalDirectory = Path.Combine(_folder.Path, ".training_monitor"),
        }))
        {
            offline.LogMetrics(1, ("loss", 0.5), ("accuracy", 0.25));
            offline.LogMetrics(2, ("accuracy", 0.5));
        }

        var (away, waits, _) = await TmonProcess.RunAsync(null, _folder.Path, "sync");
        Assert.Equal(1, away);
        Assert.Contains("does not answer", waits, StringComparison.Ordinal);

        // Two calls are one batch, or two where a busy machine looked in between.
        var records = Regex.Match(waits, @"0 points in 0 records sent, ([23]) records wait\n$").Groups[1].Value;
        Assert.NotEmpty(records);

        await using var server = await RunningServer.StartAsync();
        var (code, json, _) = await RunAsync(server, "sync", _folder.Path, "--json");
        Assert.Equal(0, code);
        var line = Assert.Single(JsonDocument.Parse(json).RootElement.EnumerateArray());
        Assert.Equal("sent", line.GetProperty("outcome").GetString());
        Assert.Equal(records, line.GetProperty("delivered").ToString());
        Assert.Equal(3, line.GetProperty("points").GetInt64());
        Assert.Equal(0.5, (await server.GetAsync("/api/runs/kept/metrics/latest")).GetProperty("metrics").GetProperty("loss").GetDouble());
        Assert.Equal("nothing to send\n", (await RunAsync(server, "sync")).Output);
    }

    [Fact]
    public async Task Watch_prints_plain_lines_into_a_pipe_and_ends_with_the_run()
    {
        await using var server = await RunningServer.StartAsync();
        await using (var monitor = new TrainingMonitorClient(Watched(server)))
        {
            monitor.LogMetrics(1, ("loss", 0.5));
            await monitor.FlushAsync(TimeSpan.FromSeconds(60));
            using var watch = TmonProcess.Start(server.Http.BaseAddress, _folder.Path, "watch", "watched");
            using var frames = TmonProcess.Start(server.Http.BaseAddress, _folder.Path, "watch", "watched", "--json");
            await Wait.ForAsync(() => watch.Printed.Contains("running", StringComparison.Ordinal));
            for (var step = 2; !frames.Printed.Contains("metric_batch", StringComparison.Ordinal); step++)
            {
                monitor.LogMetrics(step, ("loss", 0.25));
                await Task.Delay(5);
            }

            monitor.SetFailed(new InvalidOperationException("on purpose"));

            Assert.Equal(1, await watch.ExitAsync());
            await watch.OutputAsync();
            var text = watch.Printed;
            Assert.Contains("watched  ● running\n", text, StringComparison.Ordinal);
            Assert.EndsWith("  loss 0.25\nwatched  ✗ failed\n", text, StringComparison.Ordinal);
            Assert.Equal(1, await frames.ExitAsync());
        }
    }

    [Fact]
    public async Task Watch_ends_with_the_numbers_that_the_run_ended_with()
    {
        await using var server = await RunningServer.StartAsync(options => options with { Live = options.Live with { RunUpdateInterval = TimeSpan.FromHours(1) } });
        await server.PostAsync("/api/runs", """{"name":"watched","id":"one","total_steps":100}""", HttpStatusCode.Created);
        await server.PostAsync("/api/runs/one/metrics", """[{"step":77,"metrics":{"loss":0.75}}]""");
        using var watch = TmonProcess.Start(server.Http.BaseAddress, _folder.Path, "watch", "one");
        await Wait.ForAsync(() => watch.Printed.Contains("loss 0.75", StringComparison.Ordinal));
        await server.PostAsync("/api/runs/one/metrics", """[{"step":78,"metrics":{"loss":0.5}}]""");
        await Wait.ForAsync(() => watch.Printed.Contains("loss 0.5\n", StringComparison.Ordinal));

        // The next word of the run's fields is an hour away, that of its end is not.
        await server.PostAsync("/api/runs/one/metrics", """[{"step":79,"metrics":{"loss":0.25}}]""");
        await server.PutAsync("/api/runs/one", """{"status":"completed"}""");

        Assert.Equal(0, await watch.ExitAsync());
        await watch.OutputAsync();
        Assert.EndsWith("step 79/100  loss 0.25\nwatched  ✓ completed\n", watch.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_draws_curves_in_place_on_a_terminal()
    {
        await using var server = await RunningServer.StartAsync();
        // `script` gives the program a terminal of its own.
        var start = new ProcessStartInfo("script", ["-qec", $"stty rows 30 cols 100; dotnet {Path.Combine(AppContext.BaseDirectory, "tmon.dll")} watch watched --url {server.Http.BaseAddress}", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["TERM"] = "xterm" },
        };
        var text = new System.Text.StringBuilder();
        var part = new char[4096];
        await using (var monitor = new TrainingMonitorClient(Watched(server) with { TotalSteps = 200 }))
        {
            for (var step = 0; step <= 200; step++)
            {
                monitor.LogMetrics(step, ("loss", 1.0 / (step + 1)));
            }

            await monitor.FlushAsync(TimeSpan.FromSeconds(60));
            using var script = Process.Start(start)!;
            while (!text.ToString().Contains("100.0 %", StringComparison.Ordinal))
            {
                text.Append(part, 0, await script.StandardOutput.ReadAsync(part, TestContext.Current.CancellationToken));
            }

            monitor.SetStatus(TrainingMonitor.Contract.RunStatus.Completed);
            text.Append(await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
            await script.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, script.ExitCode);
        }

        var (live, last) = text.ToString().Split("\e[?1049l") is [var before, var after] ? (before, after) : ("", "");
        Assert.Contains("\e[?1049h", live, StringComparison.Ordinal);
        Assert.Contains("\e[Hwatched  ● running", live, StringComparison.Ordinal);
        Assert.StartsWith("watched  ✓ completed", last, StringComparison.Ordinal);
        Assert.Contains("loss 0.00498  min 0.00498 @200  max 1 @0", last, StringComparison.Ordinal);
        Assert.Contains(last, character => character is > '\u2800' and <= '\u28FF');
        Assert.All(last.Split("\r\n"), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData(1, "got no connection to http://127.0.0.1:9", "runs")]
    [InlineData(1, "got no connection to http://127.0.0.1:9", "watch", "x")]
    [InlineData(2, "got --url not an address", "show", "x", "--url", "not an address")]
    [InlineData(2, "want a folder that is there", "sync", "/no/such/folder")]
    [InlineData(2, "", "export", "x", "--format", "xml")]
    public async Task What_goes_wrong_is_one_sentence_and_an_exit_code(int exitCode, string sentence, params string[] arguments)
    {
        var (code, output, errors) = await TmonProcess.RunAsync(null, _folder.Path, arguments);

        Assert.Equal(exitCode, code);
        Assert.Empty(output);
        Assert.StartsWith("tmon: ", errors, StringComparison.Ordinal);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_run_is_named()
    {
        await using var server = await RunningServer.StartAsync();
        var (code, _, errors) = await RunAsync(server, "show", "nobody");

        Assert.Equal(1, code);
        Assert.StartsWith("tmon: got 'nobody', want the id or name of a run", errors, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(RunningServer server, params string[] arguments) =>
        TmonProcess.RunAsync(server.Http.BaseAddress, _folder.Path, arguments);

    private TrainingMonitorOptions Watched(RunningServer server) => new()
    {
        RunName = "watched", DashboardUrl = server.Http.BaseAddress!.AbsoluteUri, JournalDirectory = Path.Combine(_folder.Path, "journals"),
    };
}
