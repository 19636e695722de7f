using TrainingMonitor.Client;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Tests.Client;

public sealed class LoggingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TrainingMonitorOptions Options(Peer peer) => new()
    {
        RunName = "test",
        DashboardUrl = peer.Url,
        JournalDirectory = _folder.Path,
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_value_arrives_once_and_in_order(bool overWebSocket)
    {
        await using var peer = new Peer { TakesWebSockets = overWebSocket };
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            var loss = monitor.Metric("train/loss");
            for (var step = 0; step < 20_000; step++)
            {
                loss.Log(1.0 / (step + 1), step);
            }
        }

        var points = peer.Store.Points;
        Assert.Equal(Enumerable.Range(0, 20_000).Select(step => ("train/loss", (long)step, 1.0 / (step + 1))), points);
        Assert.Equal(0, peer.Store.Duplicates);
        Assert.Equal(["completed"], peer.Store.Statuses);
        Assert.Equal(overWebSocket, peer.Requests.Any(request => request.Method == "FRAME"));
        Assert.False(Directory.Exists(_folder.Path), "a healthy run leaves no journal and no folder");
    }

    [Fact]
    public async Task Dictionaries_tuples_rows_and_handles_reach_the_same_metrics()
    {
        await using var peer = new Peer();
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            monitor.LogMetrics(new Dictionary<string, double> { ["a"] = 1, ["b"] = double.NaN }, step: 10);
            monitor.LogMetrics(("a", 2), ("b", double.NegativeInfinity));
            monitor.LogMetrics(20, ("a", 3));
            monitor.Row("a", "b").Log(21, 4, 5);
            monitor.Metric("a").Log(6);
        }

        Assert.Equal([("a", 10, 1), ("a", 11, 2), ("a", 20, 3), ("a", 21, 4), ("a", 22, 6)], peer.Store.Points.Where(point => point.Metric == "a"));
        Assert.Equal(
            [("b", 10, double.NaN), ("b", 11, double.NegativeInfinity), ("b", 21, 5)],
            peer.Store.Points.Where(point => point.Metric == "b"));
    }

    [Fact]
    public async Task Nothing_that_a_script_passes_makes_a_call_throw()
    {
        await using var peer = new Peer();
        string runId;
        await using (var monitor = new TrainingMonitorClient(Options(peer) with { RunId = "NOT AN ID", RunName = " " }))
        {
            runId = monitor.RunId;
            monitor.LogMetrics(null!);
            monitor.LogMetrics(1, (null!, 1), ("", 2), ("tab\t", 3), (new string('x', 251), 4), ("\ud800", 5), ("good", 6));
            monitor.LogMetrics(long.MaxValue, ("good", 7));
            monitor.Row("good", "other").Log(2, 1);
            monitor.SaveCheckpoint("/no/such/file");
            monitor.SaveCheckpoint("/proc/no/such/folder/file", stream => stream.WriteByte(1));
            monitor.SaveCheckpoint(Path.Combine(_folder.Path, "x"), _ => throw new InvalidOperationException("a bug of the script's own"));
            monitor.MarkBestCheckpoint("../../etc");
            monitor.SetFailed(null!);
        }

        Assert.True(Id.IsValid(runId));
        Assert.Equal([("good", 1, 6.0)], peer.Store.Points);
        Assert.Equal(1, peer.Store.Lost);
        Assert.Equal(["failed"], peer.Store.Statuses);
    }

    [Fact]
    public async Task Collections_that_throw_when_they_are_read_are_said_once_and_what_is_good_arrives()
    {
        await using var peer = new Peer();
        var said = new Lines();
        var file = Path.Combine(Directory.CreateDirectory(_folder.Path).Parent!.FullName, "weights.bin");
        await File.WriteAllTextAsync(file, "weights", TestContext.Current.CancellationToken);
        using var gone = System.Text.Json.JsonDocument.Parse("{}");
        var element = gone.RootElement;
        gone.Dispose();
        string runId;
        await using (var monitor = new TrainingMonitorClient(Options(peer) with
        {
            Logger = said,
            Config = new Breaking<object?>(("lr", 0.1)),
            Tags = null!,
            MetricGoals = new Breaking<MetricGoal>(("score", MetricGoal.Max), ("none", (MetricGoal)99)),
            JournalDirectory = "no\0folder",
            CloseTimeout = TimeSpan.MaxValue,
            Time = null!,
        }))
        {
            runId = monitor.RunId;
            for (var step = 0; step < 2; step++)
            {
                monitor.LogMetrics(new Breaking<double>(("a", step)), step);
            }

            monitor.SaveCheckpoint(
                file, 1, new Breaking<double>(("a", 1)), new Dictionary<string, object?> { ["gone"] = element, ["kept"] = "yes" }, new Breaking<double>(("a", 1)).Keys);
            Assert.True(monitor.Flush(TimeSpan.FromSeconds(60)));
            monitor.LogMetrics(new Breaking<double>());
        }

        Assert.Equal([("a", 0, 0.0), ("a", 1, 1.0)], peer.Store.Points);
        Assert.Equal(["completed"], peer.Store.Statuses);
        Assert.Equal("""{"lr":0.1}""", peer.Store.Run(runId).GetProperty("config").GetRawText());
        Assert.Equal("""{"score":"max"}""", peer.Store.Run(runId).GetProperty("metric_goals").GetRawText());
        var checkpoint = Assert.Single(peer.Store.Checkpoints);
        Assert.Equal(1, checkpoint.GetProperty("metrics").GetProperty("a").GetDouble());
        Assert.Equal("""{"gone":"\u003CJsonElement\u003E","kept":"yes"}""", checkpoint.GetProperty("metadata").GetRawText());
        foreach (var what in (string[])["entries of the configuration", "goals of metrics", "metrics of a call", "metrics of a checkpoint", "required keys of a checkpoint"])
        {
            Assert.Single(said.All, sentence => sentence.StartsWith($"{what} cannot be read to their end (it was changed", StringComparison.Ordinal));
        }

        Assert.Single(said.All, sentence => sentence.Contains("want a journal folder's name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nulls_and_values_that_are_none_make_no_call_throw()
    {
        await using var peer = new Peer();
        var said = new Lines();
        await using (var monitor = new TrainingMonitorClient(Options(peer) with { Logger = said, RunName = null }))
        {
            monitor.OnCommand(null!, _ => Task.CompletedTask);
            monitor.OnCommand("dance", null!);
            monitor.LogMetrics((IReadOnlyDictionary<string, double>)null!, 1);
            monitor.Metric(null!).Log(1);
            monitor.Row(null!, "a").Log(1, 2, 3);
            monitor.Row(null!).Log(1);
            monitor.SaveCheckpoint(null!);
            monitor.SaveCheckpoint(null!, write: null!);
            monitor.SaveCheckpoint("no\0file", requiredKeys: [null!]);
            monitor.MarkBestCheckpoint(null!);
            monitor.SetStatus((RunStatus)99);
            Assert.False(monitor.Flush(TimeSpan.MinValue));
            monitor.SetFailed(new Untold());
        }

        Assert.Equal([("a", 1, 3.0)], peer.Store.Points);
        Assert.Equal("failed", peer.Store.Statuses[^1]);
        Assert.Equal(typeof(Untold).FullName, peer.Store.LastUpdate.GetProperty("error").GetString());
        Assert.Single(said.All, sentence => sentence.StartsWith("got a handler without a command", StringComparison.Ordinal));
        Assert.Single(said.All, sentence => sentence.StartsWith("got a command 'dance' without a handler", StringComparison.Ordinal));
        Assert.Single(said.All, sentence => sentence.StartsWith("got status 99", StringComparison.Ordinal));

        var hurried = new TrainingMonitorClient(Options(peer) with { CloseTimeout = TimeSpan.FromSeconds(-2), Logger = said });
        hurried.Dispose();
    }

    /// <summary>Gives what it has, then throws as a dictionary does that another thread has changed.</summary>
    private sealed class Breaking<T>(params (string Key, T Value)[] members) : IReadOnlyDictionary<string, T>
    {
        public int Count => members.Length + 1;

        public IReadOnlyCollection<string> Keys => new Names(this);

        IEnumerable<string> IReadOnlyDictionary<string, T>.Keys => Keys;

        public IEnumerable<T> Values => this.Select(member => member.Value);

        public T this[string key] => members.Single(member => member.Key == key).Value;

        public bool ContainsKey(string key) => members.Any(member => member.Key == key);

        public bool TryGetValue(string key, out T value) => throw new InvalidOperationException("it was changed");

        public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
        {
            foreach (var (key, value) in members)
            {
                yield return KeyValuePair.Create(key, value);
            }

            throw new InvalidOperationException("it was changed");
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        private sealed class Names(Breaking<T> of) : IReadOnlyCollection<string>
        {
            public int Count => of.Count;

            public IEnumerator<string> GetEnumerator() => of.Select(member => member.Key).GetEnumerator();

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }

    private sealed class Untold : Exception
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }

    [Fact]
    public async Task The_run_says_what_it_is_and_keeps_its_secrets()
    {
        await using var peer = new Peer();
        string runId;
        await using (var monitor = new TrainingMonitorClient(Options(peer) with
        {
            Project = "digits",
            Tags = ["a", "b"],
            TotalSteps = 100,
            CaptureEnvironment = true,
            Config = new Dictionary<string, object?>
            {
                ["lr"] = 0.1f,
                ["max_tokens"] = 512,
                ["api_key"] = "sk-123",
                ["optimizer"] = new Dictionary<string, object?> { ["name"] = "adam", ["hfToken"] = "hf_1" },
                ["layers"] = (int[])[48, 32],
                ["remote"] = "https://me:pw@host/x",
                ["parsed"] = System.Text.Json.Nodes.JsonNode.Parse("""{"token":"t","deep":[{"password":"p"}]}"""),
            },
        }))
        {
            runId = monitor.RunId;
        }

        var run = peer.Store.Run(runId);
        Assert.Equal("digits", run.GetProperty("project").GetString());
        Assert.Equal(100, run.GetProperty("total_steps").GetInt64());
        var config = run.GetProperty("config");
        Assert.Equal("0.1", config.GetProperty("lr").GetRawText());
        Assert.Equal(512, config.GetProperty("max_tokens").GetInt32());
        Assert.Equal("[redacted]", config.GetProperty("api_key").GetString());
        Assert.Equal("adam", config.GetProperty("optimizer").GetProperty("name").GetString());
        Assert.Equal("[redacted]", config.GetProperty("optimizer").GetProperty("hfToken").GetString());
        Assert.Equal("[48,32]", config.GetProperty("layers").GetRawText());
        Assert.Equal("https://[redacted]@host/x", config.GetProperty("remote").GetString());
        Assert.Equal("""{"token":"[redacted]","deep":[{"password":"[redacted]"}]}""", config.GetProperty("parsed").GetRawText());
        Assert.Equal(Environment.MachineName, config.GetProperty("environment").GetProperty("host").GetString());
    }

    [Fact]
    public async Task Settings_held_in_objects_are_told_by_name_whatever_they_throw()
    {
        await using var peer = new Peer();
        var circle = new Dictionary<string, object?>();
        circle["itself"] = circle;
        string runId;
        await using (var monitor = new TrainingMonitorClient(Options(peer) with
        {
            Config = new Dictionary<string, object?>
            {
                ["anonymous"] = new { Lr = 0.1, ApiKey = "k" },
                ["record"] = new Size(2, 3),
                ["bare"] = new Bare(),
                ["odd"] = new Odd(),
                ["circle"] = circle,
                ["endless"] = Endless(),
                ["at"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                ["version"] = new Version(1, 2),
            },
        }))
        {
            runId = monitor.RunId;
        }

        var config = peer.Store.Run(runId).GetProperty("config");
        Assert.Equal("""{"Lr":0.1,"ApiKey":"[redacted]"}""", config.GetProperty("anonymous").GetRawText());
        Assert.Equal("""{"Height":2,"Width":3}""", config.GetProperty("record").GetRawText());
        Assert.Equal("""{"Depth":4,"Token":"[redacted]"}""", config.GetProperty("bare").GetRawText());
        Assert.Equal("<Odd>", config.GetProperty("odd").GetString());
        Assert.Equal("2026-01-02T03:04:05.0000000Z", config.GetProperty("at").GetString());
        Assert.Equal("1.2", config.GetProperty("version").GetString());
    }

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
        {
            yield return i < 3 ? i : throw new InvalidOperationException("no more");
        }
    }

    private sealed record Size(int Height, int Width);

    private sealed class Bare
    {
        public int Depth { get; } = 4;

        public string Token { get; } = "t";
    }

    private sealed class Odd
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }

    [Fact]
    public void Where_there_is_no_proc_network_and_memory_are_still_told()
    {
        var counters = HostCounters.Elsewhere((20, 100), 7, null);
        Assert.Equal((20L, 100L, 7.0), (counters.CpuBusy, counters.CpuAll, counters.MemoryUsed));
        Assert.True(counters.MemoryTotal > 0);
        Assert.NotNull(counters.NetRx);
        Assert.NotNull(ParentProcess.Id());
    }

    [Fact]
    public void A_command_line_is_shown_without_its_secrets() => Assert.Equal(
        ["train", "--api-key", "[redacted]", "--hf_token=[redacted]", "--tokenizer", "bpe", "https://[redacted]@host/x", "--password"],
        Secrets.InWords(["train", "--api-key", "sk-1", "--hf_token=hf_1", "--tokenizer", "bpe", "https://me:pw@host/x", "--password"]));

    [Fact]
    public async Task A_failed_run_carries_its_exception()
    {
        await using var peer = new Peer();
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            monitor.SetFailed(new InvalidOperationException("loss is NaN"));
        }

        Assert.Equal("failed", peer.Store.LastUpdate.GetProperty("status").GetString());
        Assert.Contains("loss is NaN", peer.Store.LastUpdate.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Single(peer.Store.Statuses);
    }

    [Fact]
    public async Task A_command_to_stop_is_seen_by_the_script_and_ends_the_run_as_interrupted()
    {
        await using var peer = new Peer
        {
            TakesWebSockets = false,
            Fault = request => request.IsBatch
                ? PeerFault.Says(200, """{"accepted":1,"rejected":[],"duplicate":false,"cursor":1,"commands":[{"id":"cmd_1","command":"stop"}]}""")
                : null,
        };
        await using (var monitor = new TrainingMonitorClient(Options(peer)))
        {
            Assert.False(monitor.ShouldStop);
            monitor.LogMetrics(1, ("loss", 1));
            Assert.True(monitor.Flush(TimeSpan.FromSeconds(60)));
            Assert.True(monitor.ShouldStop);
        }

        Assert.Equal(["interrupted"], peer.Store.Statuses);
    }
}
