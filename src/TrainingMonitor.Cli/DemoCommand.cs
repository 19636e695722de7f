using System.CommandLine;

namespace TrainingMonitor.Cli;

/// <summary>The server plus a real training of the bundled example; with a server of this folder running, one more training for it.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var options = new ServeOptions();
        var command = new Command("demo", "Start the server and a real training of the bundled digits example.");
        options.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var server = options.Read(parsed);
            if (DigitsTraining.Find() is not { } digits)
            {
                await Console.Error.WriteLineAsync("tmon: got no built example examples/csharp/Digits, want ./tmon in a clone of the repository, which builds it");
                return ExitCode.Failed;
            }

            if (await RunningServer.FindAsync(server.DataFolder, stop) is { } running)
            {
                Console.WriteLine($"adding a run to {running}");
                return await digits.RunAsync(running, stop);
            }

            return await ServerProcess.RunAsync(server, digits.RunAsync);
        });
        return command;
    }
}
