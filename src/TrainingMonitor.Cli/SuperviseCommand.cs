using TrainingMonitor.Contract;
using TrainingMonitor.Runner;

namespace TrainingMonitor.Cli;

/// <summary>
/// What the server starts for each job; not for people. It is read before the words of all other commands are even made: a
/// job waits for this process to start.
/// </summary>
internal static class SuperviseCommand
{
    private const string Word = "supervise";

    /// <returns>Null when the words ask for another command.</returns>
    public static async Task<int?> TryRunAsync(string[] words)
    {
        switch (words)
        {
            case [Word, "--next", var url]:
                return await LaunchSupervisor.RunNextAsync(Console.In, url);
            case [Word, var folder]:
                return await LaunchSupervisor.RunAsync(new LaunchFolder(folder));
            case [Word, var folder, "--sweep"]:
                // What a killed supervisor has left is ended.
                await LaunchSupervisor.SweepAsync(new LaunchFolder(folder));
                return ExitCode.Good;
            default:
                return null;
        }
    }
}
