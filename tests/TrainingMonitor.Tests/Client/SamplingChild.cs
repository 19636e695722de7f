using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

/// <summary>A script that uses the SDK and looks at its host often, until its input ends: a process of its own, since libraries are found by its environment.</summary>
internal static class SamplingChild
{
    public const string Word = "sampling-child";

    public static async Task<int> RunAsync(string url)
    {
        await using var monitor = new TrainingMonitorClient(new TrainingMonitorOptions { RunName = "gpus", DashboardUrl = url, SystemInterval = TimeSpan.FromMilliseconds(100) });
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
