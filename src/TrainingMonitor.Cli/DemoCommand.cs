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
        command.SetAction(async (parsed, _) =>
        {
            var server = options.Read(parsed);
            if (DigitsTraining.Find(server.DataFolder) is not { } digits)
            {
                await Console.Error.WriteLineAsync("tmon: got no built example examples/csharp/Digits, want ./tmon in a clone of the repository, which builds it");
                return ExitCode.Failed;
            }

            using var stop = new StopSignals();
            if (await RunningServer.FindAsync(server.DataFolder, stop.Token) is { } running)
            {
                Console.WriteLine($"adding a run to {running}");
                return await digits.RunAsync(running, stop.Token);
            }

            return await ServerProcess.RunAsync(server, digits.RunAsync);
        });
        return command;
    }
}
