using System.Globalization;
using System.Text.Json;
using TrainingMonitor.Client;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Runner;

/// <summary>
/// The supervisor of one launch of a job: a session of its own, so that it outlives the server and the terminal; it does
/// nothing when another process holds the launch.
/// </summary>
public static class LaunchSupervisor
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <returns>The command's exit code, or 0 when the launch was not this process's to make.</returns>
    public static async Task<int> RunAsync(LaunchFolder folder)
    {
        Posix.LeaveTheTerminal();
        Posix.CloseStreams();
        if (!folder.TryClaim() || folder.Take() is not { } launch)
        {
            return 0;
        }

        var environment = new Dictionary<string, string>(launch.Environment, StringComparer.Ordinal)
        {
            [Variable(folder.Marker)] = Value(folder.Marker),
            ["TRAINING_MONITOR_DIR"] = folder.Journal,
            ["TRAINING_MONITOR_QUIET"] = "1",
        };
        Environment.SetEnvironmentVariable(RunStart.RunIdVariable, launch.RunId);
        Environment.SetEnvironmentVariable("TRAINING_MONITOR_QUIET", "1");
        var supervisor = new Supervisor(new SupervisorOptions
        {
            Command = launch.Command,
            WorkingFolder = launch.WorkingDir,
            Environment = environment,
            Grace = Grace,
            KillsAfterGrace = true,
            Caged = folder.WriteCage,
            Ended = folder.End,
            Monitor = new TrainingMonitorOptions
            {
                RunName = launch.Name,
                RunId = launch.RunId,
                Config = launch.Config is { ValueKind: JsonValueKind.Object } config ? config.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value) : null,
                DashboardUrl = launch.Url,
                JournalDirectory = folder.Journal,
            },
        });
        try
        {
            return await supervisor.RunAsync();
        }
        finally
        {
            if (folder.Ended() is null)
            {
                // The program is not there, or could not be watched: there is nothing of it to wait for.
                folder.End(new LaunchEnd(127, RunStatus.Failed, string.Create(CultureInfo.InvariantCulture, $"'{launch.Command[0]}' could not be started; want a program on the path")));
            }
        }
    }

    /// <summary>
    /// Waits to be told its launch, a folder in one line; without one when whoever would tell is gone. It is started ahead, so that
    /// the next job need not wait for it, and uses the time to make everything ready that a launch will need.
    /// </summary>
    public static async Task<int> RunNextAsync(TextReader told, string url)
    {
        Posix.LeaveTheTerminal();
        WarmUp.Start();
        _ = WarmUp.TalkAsync(url);
        return await Task.Run(told.ReadLine) is { } path ? await RunAsync(new LaunchFolder(path)) : 0;
    }

    /// <summary>Ends everything that a killed supervisor has left running, and says so in its place.</summary>
    public static async Task SweepAsync(LaunchFolder folder)
    {
        const int NoGroup = -1;
        var cage = folder.Cage() is { } path ? ControlGroup.Find(path) : null;
        await new Strays(new ProcessTree(NoGroup, folder.Marker, cage), NoGroup, Grace, TimeProvider.System).EndAsync();
        cage?.Remove();
        if (folder.Ended() is null)
        {
            folder.End(new LaunchEnd(-1, RunStatus.Failed, "its supervisor was killed; what it had started was ended"));
        }
    }

    private static string Variable(string marker) => marker[..marker.IndexOf('=', StringComparison.Ordinal)];

    private static string Value(string marker) => marker[(marker.IndexOf('=', StringComparison.Ordinal) + 1)..];
}
