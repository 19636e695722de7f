using System.CommandLine;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Cli.Watch;

/// <summary>A run live in the terminal, until it ends or Ctrl-C: curves in text, progress, time left, the newest lines.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var url = ServerOption.Create();
        var id = new Argument<string>("id") { Description = "A run's id, or the name of the newest that bears it." };
        var metrics = new Option<string[]>("--metric") { Description = "Show this one (repeatable); else the main ones first.", DefaultValueFactory = _ => [] };
        var json = new Option<bool>("--json") { Description = "Print each frame of the live protocol as it comes." };
        var command = new Command("watch", "Watch a run live in the terminal. Exits with 0 when it completes, 1 when it fails or is cancelled.") { id, metrics, json, url };
        command.SetAction((parsed, _) => ServerConnection.UseAsync(ServerOption.Read(parsed, url), async server =>
        {
            using var signals = new StopSignals();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(signals.Token);
            var run = await server.FindRunAsync(parsed.GetValue(id)!, end.Token);
            return await WatchAsync(server, run.Id, parsed.GetValue(metrics)!, parsed.GetValue(json), end, signals.Token);
        }));
        return command;
    }

    private static async Task<int> WatchAsync(ServerConnection server, string runId, IReadOnlyList<string> wanted, bool isJson, CancellationTokenSource end, CancellationToken stop)
    {
        var live = new LiveRun();
        var feed = new LiveFeed(server, runId);
        var lines = new WatchLines(Console.Out, wanted);
        var following = feed.FollowAsync(live, frame => Take(frame, isJson, live, end), end.Token);
        if (isJson)
        {
            await following;
        }
        else if (Console.IsOutputRedirected)
        {
            await EveryAsync(LineEvery, following, live, () => lines.Show(live));
            await ReadLastAsync(feed, live, stop);
            lines.Show(live);
        }
        else
        {
            IReadOnlyList<string> Picture() =>
                WatchPicture.Draw(live, wanted, feed.Trouble, Console.WindowWidth, Console.WindowHeight, TimeProvider.System.GetUtcNow());
            using (var screen = new WatchScreen(Console.Out))
            {
                await EveryAsync(DrawEvery, following, live, () => screen.Show(Picture()));
                await ReadLastAsync(feed, live, stop);
            }

            // The last picture stays on the terminal's own screen.
            Console.WriteLine(string.Join('\n', Picture()));
        }

        return live.IsDeleted || live.Now?.Status is RunStatus.Failed or RunStatus.Cancelled ? ExitCode.Failed : ExitCode.Good;
    }

    private static async Task EveryAsync(TimeSpan pause, Task until, LiveRun live, Action show)
    {
        using var ticks = new PeriodicTimer(pause);
        while (!until.IsCompleted)
        {
            lock (live.Gate)
            {
                if (live.Now is not null)
                {
                    show();
                }
            }

            await Task.WhenAny(until, ticks.WaitForNextTickAsync(CancellationToken.None).AsTask());
        }

        await until;
    }

    /// <summary>The word that a run has ended overtakes its last numbers, which come gathered: they are read once more.</summary>
    private static async Task ReadLastAsync(LiveFeed feed, LiveRun live, CancellationToken stop)
    {
        if (!IsOver(live) || live.IsDeleted)
        {
            return;
        }

        try
        {
            await feed.ReadAsync(live, stop);
        }
        catch (Exception gone) when (gone is ServerException or OperationCanceledException or HttpRequestException or JsonException)
        {
            // Then what frames have told is all there is.
        }
    }

    private static bool IsOver(LiveRun live) => live.IsDeleted || (live.Now is { } run && RunTransitions.IsFinal(run.Status));

    private static void Take(JsonElement? frame, bool isJson, LiveRun live, CancellationTokenSource end)
    {
        if (isJson && frame is { } one)
        {
            Console.WriteLine(one.GetRawText());
        }

        if (IsOver(live))
        {
            end.Cancel();
        }
    }
}
