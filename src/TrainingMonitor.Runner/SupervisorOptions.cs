using TrainingMonitor.Client;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Runner;

/// <summary>What to run, and how to show it.</summary>
public sealed record SupervisorOptions
{
    /// <summary>The program and its arguments, as they are: no shell reads them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The command's working folder; this process's own when null.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Turns console lines into metrics.</summary>
    public IReadOnlyList<GrepRule> Grep { get; init; } = [];

    /// <summary>How long what the command left behind has between TERM and KILL.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Of the run; a name that is null is made from the command. Name, project, tags and configuration given here win over what
    /// the script says of its run.
    /// </summary>
    public TrainingMonitorOptions Monitor { get; init; } = new();

    /// <summary>All variables of the command, instead of this process's own.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>
    /// Ends what is left of the command by KILL when it does not end within the grace after it was asked to. For a cancelled job; by
    /// hand a command may take its time over Ctrl-C, to save what it has, as it may without a supervisor.
    /// </summary>
    public bool KillsAfterGrace { get; init; }

    /// <summary>Told the control group that the command is born in, before it is; never where there is none to be had.</summary>
    internal Action<string>? Caged { get; init; }

    /// <summary>Told how it ended, when the last process of the command is gone and before the last words are sent.</summary>
    public Action<LaunchEnd>? Ended { get; init; }

    internal TimeProvider Time => Monitor.Time;
}
