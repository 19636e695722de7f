using System.CommandLine;
using TrainingMonitor.Cli;
using TrainingMonitor.Cli.Watch;

if (await SuperviseCommand.TryRunAsync(args) is { } supervised)
{
    return supervised;
}

var root = new RootCommand("Training Monitor: watch and steer model training, live. Run `tmon demo` to see it.")
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    RunCommand.Create(),
    BackupCommand.Create(),
    SyncCommand.Create(),
    RunsCommand.Create(),
    ShowCommand.Create(),
    ExportCommand.Create(),
    WatchCommand.Create(),
    SimulateCommand.Create(),
    VersionCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"tmon: {error.Message}");
    }

    Console.Error.WriteLine("tmon: `tmon --help` lists the commands");
    return ExitCode.WrongUse;
}

return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
