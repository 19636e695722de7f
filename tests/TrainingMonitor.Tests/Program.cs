using TrainingMonitor.Tests.Client;
using TrainingMonitor.Tests.Retention;
using TrainingMonitor.Tests.Server.Jobs;
using TrainingMonitor.Tests.Sqlite;

// The test program is also the processes that are killed, starved and lied to.
return args switch
{
    [CrashChild.Word, var folder] => await CrashChild.RunAsync(folder),
    [RetentionChild.Word, var folder] => await RetentionChild.RunAsync(folder),
    [MigrationChild.Word, var file, var statement] => MigrationChild.Run(file, int.Parse(statement, null)),
    [LaunchChild.Word, var folder, var step] => await LaunchChild.RunAsync(folder, step),
    [ServerChild.Word, var folder] => await ServerChild.RunAsync(folder),
    [SamplingChild.Word, var url] => await SamplingChild.RunAsync(url),
    [ExitingChild.Word, var url, var how] => await ExitingChild.RunAsync(url, how),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
