using System.CommandLine;
using TrainingMonitor.Contract;
using TrainingMonitor.Runner;

namespace TrainingMonitor.Cli;

/// <summary>What the server starts for each job; not for people.</summary>
internal static class SuperviseCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("folder") { Description = "The folder of the launch." };
        var sweep = new Option<bool>("--sweep") { Description = "End what a killed supervisor has left." };
        var command = new Command("supervise", "Supervise one launch of a job.") { path, sweep };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            var folder = new LaunchFolder(parsed.GetValue(path)!);
            if (!parsed.GetValue(sweep))
            {
                return await LaunchSupervisor.RunAsync(folder);
            }

            await LaunchSupervisor.SweepAsync(folder);
            return ExitCode.Good;
        });
        return command;
    }
}
