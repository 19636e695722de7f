using System.Diagnostics;
using System.Net.Http.Json;
using TrainingMonitor.Server;
using TrainingMonitor.Server.Jobs;

namespace TrainingMonitor.Tests.Server.Jobs;

/// <summary>A server in a process of its own that launches one job and dies by its own SIGKILL just before the given step of that launch.</summary>
internal static class LaunchChild
{
    public const string Word = "launch-child";

    public static async Task<int> RunAsync(string folder, string step)
    {
        var fatal = Enum.Parse<LaunchStep>(step);
        var id = IdOf(fatal);
        await using var app = MonitorServer.Build(new ServerOptions
        {
            Port = 0,
            DataFolder = folder,
            Slots = 9,
            Program = JobBench.Program,
            AtLaunchStep = (now, run) =>
            {
                if (now == fatal && run == id)
                {
                    Process.GetCurrentProcess().Kill();
                }
            },
        });
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var made = await http.PostAsJsonAsync("/api/jobs", new { id, command = SayOnce(folder) });
        made.EnsureSuccessStatusCode();
        await Task.Delay(Timeout.InfiniteTimeSpan);
        return 0;
    }

    public static string IdOf(LaunchStep step) => $"at-{step.ToString().ToLowerInvariant()}";

    /// <summary>Leaves a line each time that it runs.</summary>
    public static string[] SayOnce(string folder) => ["sh", "-c", $"echo $TRAINING_MONITOR_RUN_ID >> {Said(folder)}"];

    public static string Said(string folder) => Path.Combine(folder, "ran");
}
