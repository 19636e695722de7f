using System.Text.Json;
using TrainingMonitor.Server;
using TrainingMonitor.Server.Live;

namespace TrainingMonitor.Tests.Server.Live;

public class SlowViewerTests
{
    private static readonly LiveOptions Small = new() { ViewerQueueFrames = 8, BatchInterval = TimeSpan.Zero };

    [Fact]
    public async Task A_viewer_that_is_behind_gets_every_point_once_it_reads_in_fewer_frames()
    {
        await using var server = await RunningServer.StartAsync(options => options with { Live = Small });
        var id = await server.NewRunAsync();
        var (hub, viewer) = (server.Service<LiveHub>(), new Viewer(Small));
        hub.Subscribe(new Subscription(viewer, id, PointFormat.Columns, 10, null));
        for (var step = 0; step < 100; step++)
        {
            await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"step":{{{step}}},"metrics":{"loss":{{{step}}}}}""");
        }

        var frames = new List<JsonElement>();
        var steps = new List<long>();
        await ReadAsync(viewer, frame =>
        {
            frames.Add(frame);
            if (Type(frame) == "metric_batch")
            {
                steps.AddRange(frame.GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()));
            }

            return steps.Count == 100;
        });

        Assert.Equal(Enumerable.Range(0, 100).Select(step => (long)step), steps);
        Assert.InRange(frames.Count, 2, 50);
        Assert.False(viewer.Lagged);
    }

    [Fact]
    public async Task A_viewer_that_is_behind_gets_the_newest_values_marked_coalesced()
    {
        await using var server = await RunningServer.StartAsync(options => options with { Live = Small });
        var id = await server.NewRunAsync();
        var (hub, viewer) = (server.Service<LiveHub>(), new Viewer(Small));
        hub.Subscribe(new Subscription(viewer, id, PointFormat.Updates, 1000, null));
        for (var step = 0; step < 1100; step += 100)
        {
            var steps = string.Join(',', Enumerable.Range(step, 100));
            await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"steps":[{{{steps}}}],"metrics":{"loss":[{{{steps}}}]}}""");
        }

        await server.PutAsync($"/api/runs/{id}", """{"status":"completed"}""");
        var seen = new List<JsonElement>();
        await ReadAsync(viewer, frame =>
        {
            seen.Add(frame);
            return Type(frame) == "run_update" && frame.TryGetProperty("status", out var status) && status.GetString() == "completed";
        });

        var newest = seen.Last(frame => Type(frame) == "metric_update");
        Assert.True(newest.GetProperty("coalesced").GetBoolean());
        Assert.Equal(1099, newest.GetProperty("step").GetInt64());
        Assert.Equal(1099, newest.GetProperty("metrics").GetProperty("loss").GetDouble());
        Assert.Contains(seen, frame => Type(frame) == "status_change");
        Assert.InRange(seen.Count, 2, 30);
    }

    [Fact]
    public async Task A_viewer_further_behind_than_memory_reaches_is_given_up_and_comes_back_by_cursor()
    {
        await using var server = await RunningServer.StartAsync(options => options with { Live = Small });
        var id = await server.NewRunAsync();
        var (hub, viewer) = (server.Service<LiveHub>(), new Viewer(Small));
        var lagged = new TaskCompletionSource();
        viewer.OnLag = () => lagged.TrySetResult();
        hub.Subscribe(new Subscription(viewer, id, PointFormat.Columns, 10, null));
        var steps = string.Join(',', Enumerable.Range(0, 10_000));
        for (var batch = 0; batch < 20; batch++)
        {
            await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"steps":[{{{steps}}}],"metrics":{"loss":[{{{steps}}}]}}""");
        }

        await lagged.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await using var again = await SocketClient.ConnectAsync(server.Socket);
        var cursor = (await server.GetAsync($"/api/runs/{id}/metrics/latest")).GetProperty("cursor").GetInt64();
        await again.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns","since":{{cursor - 1}}}""");
        Assert.Equal(cursor, (await again.ReadAsync("metric_batch")).GetProperty("cursor").GetInt64());
        await again.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns","since":1}""");
        await again.ReadAsync("resync");
    }

    [Fact]
    public async Task A_viewer_of_everything_that_is_behind_is_told_to_list_again_once_it_reads()
    {
        await using var server = await RunningServer.StartAsync(options => options with { Live = Small });
        var (hub, viewer) = (server.Service<LiveHub>(), new Viewer(Small));
        hub.Subscribe(new Subscription(viewer, "*", PointFormat.Updates, 10, null));
        for (var run = 0; run < 100; run++)
        {
            await server.NewRunAsync($"run {run}");
        }

        var seen = new List<string>();
        var isLast = false;
        await ReadAsync(viewer, frame =>
        {
            seen.Add(Type(frame));
            if (Type(frame) == "resync")
            {
                // What comes after it is told again.
                _ = server.NewRunAsync("last");
            }

            isLast |= Type(frame) == "run_created" && frame.GetProperty("run").GetProperty("name").GetString() == "last";
            return isLast;
        });

        Assert.Equal("subscribed", seen[0]);
        Assert.Single(seen, type => type == "resync");
        Assert.InRange(seen.Count, 3, 40);
        Assert.False(viewer.Lagged);
    }

    [Fact]
    public async Task A_viewer_of_everything_that_stays_behind_is_given_up()
    {
        var time = new ShiftedTime();
        await using var server = await RunningServer.StartAsync(options => options with { Live = Small }, time);
        var (hub, viewer) = (server.Service<LiveHub>(), new Viewer(Small));
        var lagged = new TaskCompletionSource();
        viewer.OnLag = () => lagged.TrySetResult();
        hub.Subscribe(new Subscription(viewer, "*", PointFormat.Updates, 10, null));
        for (var run = 0; run < 50; run++)
        {
            await server.NewRunAsync();
        }

        Assert.False(viewer.Lagged);
        time.Advance(TimeSpan.FromSeconds(31));
        await lagged.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Two_hundred_viewers_that_never_read_hold_up_nobody_and_are_cut_off()
    {
        await using var server = await RunningServer.StartAsync(options => options with
        {
            Live = options.Live with { BatchInterval = TimeSpan.Zero, ViewerQueueBytes = 1 << 20, LagPatience = TimeSpan.FromMilliseconds(100) },
        });
        var id = await server.NewRunAsync();
        var stuck = new List<StuckViewer>();
        await using var healthy = await SocketClient.ConnectAsync(server.Socket);
        await healthy.SendAsync($$"""{"type":"subscribe","run_id":"{{id}}","format":"columns"}""");
        await healthy.ReadAsync("subscribed");
        try
        {
            // What the store, its caches and pools take for these points is no matter of the viewers.
            await WriteAsync(server, id, healthy, batches: 40);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var i = 0; i < 200; i++)
            {
                stuck.Add(await StuckViewer.ConnectAsync(server.Http.BaseAddress!, id));
            }

            await WriteAsync(server, id, healthy, batches: 40);
            foreach (var viewer in stuck)
            {
                await viewer.ReadToTheEndAsync();
            }

            // What 200 queues may hold, and what other tests of this process hold meanwhile; without a bound it would be gigabytes.
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 320 << 20);
        }
        finally
        {
            stuck.ForEach(viewer => viewer.Dispose());
        }
    }

    private static async Task WriteAsync(RunningServer server, string id, SocketClient healthy, int batches)
    {
        const int Rows = 20_000;
        var steps = string.Join(',', Enumerable.Range(0, Rows));
        for (var batch = 0; batch < batches; batch++)
        {
            await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"steps":[{{{steps}}}],"metrics":{"loss":[{{{steps}}}]}}""");
            Assert.Equal(Rows, (await healthy.ReadAsync("metric_batch")).GetProperty("steps").GetArrayLength());
        }
    }

    private static string Type(JsonElement frame) => frame.GetProperty("type").GetString()!;

    private static async Task ReadAsync(Viewer viewer, Func<JsonElement, bool> isEnough)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        await viewer.SendAsync(
            bytes =>
            {
                using var frame = JsonDocument.Parse(bytes);
                if (isEnough(frame.RootElement.Clone()))
                {
                    viewer.Close();
                }

                return ValueTask.CompletedTask;
            },
            patience.Token);
    }
}
