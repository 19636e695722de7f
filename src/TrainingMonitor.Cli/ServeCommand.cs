using System.CommandLine;

namespace TrainingMonitor.Cli;

internal static class ServeCommand
{
    public static Command Create()
    {
        var options = new ServeOptions();
        var command = new Command("serve", "Start the server and its page.");
        options.AddTo(command);
        command.SetAction((parsed, _) => ServerProcess.RunAsync(options.Read(parsed)));
        return command;
    }
}
