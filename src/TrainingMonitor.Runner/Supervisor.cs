using System.Collections;
using System.ComponentModel;
using System.Text.Json;
using TrainingMonitor.Client;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Runner;

/// <summary>
/// Runs one command as a run of its own: makes the run, lets the SDKs in the command attach to it, shows console, load and
/// metrics of a command that knows nothing of all this, records how it ended, and leaves none of its processes behind.
/// Works without a server: then all of it goes to the journal.
/// </summary>
public sealed class Supervisor(SupervisorOptions options)
{
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    /// <summary>The command's own exit code, or 128 + the number of the signal that ended it; 126 and 127 when it cannot be started.</summary>
    public async Task<int> RunAsync()
    {
        var command = options.Command;
        if (!CommandWords.Exists(command[0], options.WorkingFolder))
        {
            await SayAsync($"got '{command[0]}', want a program on the path");
            return NotFound;
        }

        Posix.AdoptOrphans();
        using var attachment = new Attachment();
        using var signals = new SignalForwarding();
        var watched = new WatchedCommand(attachment, signals);
        var described = options.Monitor with { Supervisor = watched, RunName = options.Monitor.RunName ?? CommandWords.Name(command), Config = Config() };
        await using var monitor = new TrainingMonitorClient(described);
        await SayWhereAsync(monitor);
        ExitRecord exit;
        var cage = ControlGroup.TryMake($"tmon-{monitor.RunId}-{Environment.ProcessId}");
        var console = new CommandConsole(monitor, options.Grep, options.Time);
        try
        {
            using var child = Start(EnvironmentFor(monitor, attachment), cage);
            var tree = new ProcessTree(child.Id, $"{Supervision.Variable}={attachment.Path}", cage);
            watched.Watch(tree);
            signals.To(child);
            console.Start(child);
            using var killing = options.KillsAfterGrace ? new StubbornCommand(signals, tree, options.Grace, options.Time) : null;
            exit = await Task.Factory.StartNew(child.Wait, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await new Strays(tree, child.Id, options.Grace, options.Time).EndAsync();
            console.WaitForTheEnd();
            cage?.Remove();
        }
        catch (Win32Exception refused)
        {
            // The system says the same of a program and of its folder.
            var why = options.WorkingFolder is { } folder && !Directory.Exists(folder) ? $"got the folder '{folder}', want one that exists" : refused.Message;
            await SayAsync($"'{command[0]}' cannot be started: {why}");
            exit = new ExitRecord(refused.NativeErrorCode == Posix.NoSuchFile ? NotFound : NotExecutable, null);
            console.Errors.Add($"'{command[0]}' cannot be started: {why}");
            cage?.Remove();
        }

        var status = exit.Status(attachment.LastWord(), signals.HasStopped);
        var error = status == RunStatus.Failed && exit.Code != 0 ? $"{exit.Words}\n{console.Errors}".TrimEnd() : null;
        options.Ended?.Invoke(new LaunchEnd(exit.Code, status, error));
        Record(monitor, exit, status, error);
        return exit.Code;
    }

    private ChildProcess Start(Dictionary<string, string> environment, ControlGroup? cage)
    {
        var isIn = cage?.TryEnter() == true;
        try
        {
            if (isIn)
            {
                options.Caged?.Invoke(cage!.FullName);
            }

            return ChildProcess.Start(options.Command, environment, options.WorkingFolder);
        }
        finally
        {
            if (isIn)
            {
                cage!.Leave();
            }
        }
    }

    /// <summary>Two changes, because a run that somebody has ended meanwhile keeps its status and still gets the code.</summary>
    private static void Record(TrainingMonitorClient monitor, ExitRecord exit, RunStatus status, string? error)
    {
        monitor.Lines.Flush();
        monitor.Update(new RunUpdate { ExitCode = exit.Code });
        if (error is not null)
        {
            monitor.Fail(error);
        }
        else
        {
            monitor.SetStatus(status);
        }
    }

    private Dictionary<string, string> EnvironmentFor(TrainingMonitorClient monitor, Attachment attachment)
    {
        var environment = options.Environment is { } given
            ? new Dictionary<string, string>(given, StringComparer.Ordinal)
            : Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        environment[RunStart.RunIdVariable] = monitor.RunId;
        environment[Supervision.Variable] = attachment.Path;
        environment[GivenDescription.Variable] = JsonSerializer.Serialize(Given(), PlainJson.Default.RunUpdate);
        if (monitor.Url is { } url)
        {
            environment[ServerUrl.Variable] = url.AbsoluteUri.TrimEnd('/');
        }

        // Into a pipe Python prints by the block, and the console would lag minutes behind.
        environment.TryAdd("PYTHONUNBUFFERED", "1");
        return environment;
    }

    /// <summary>What a script's own description is merged with.</summary>
    private RunUpdate Given() => new()
    {
        Name = options.Monitor.RunName,
        Project = options.Monitor.Project,
        Tags = options.Monitor.Tags.Count > 0 ? options.Monitor.Tags : null,
        Config = ConfigText.Element(Config()),
    };

    private Dictionary<string, object?> Config()
    {
        var config = new Dictionary<string, object?> { ["command"] = Secrets.InWords(options.Command) };
        foreach (var (key, value) in options.Monitor.Config ?? new Dictionary<string, object?>())
        {
            config[key] = value;
        }

        return config;
    }

    private static async Task SayWhereAsync(TrainingMonitorClient monitor)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TRAINING_MONITOR_QUIET")))
        {
            await SayAsync(monitor.Url is { } url ? $"{url.AbsoluteUri.TrimEnd('/')}/runs/{monitor.RunId}" : $"offline run {monitor.RunId}");
        }
    }

    private static Task SayAsync(string sentence) => Console.Error.WriteLineAsync($"tmon: {sentence}");
}
