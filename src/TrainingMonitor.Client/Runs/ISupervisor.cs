namespace TrainingMonitor.Client;

/// <summary>Who logs for another process: the monitor then leaves signals, commands and the process's figures to it.</summary>
internal interface ISupervisor
{
    /// <summary>Whether the watched process has an SDK of its own, which takes the run's commands.</summary>
    bool IsAttached { get; }

    /// <summary>Of the watched process and all that it has started; null where the platform does not tell.</summary>
    ProcessUsage? Usage();

    /// <summary>A command for a process that has no SDK. The answer goes to whoever asked.</summary>
    (bool Ok, string Message) Take(TrainingCommand command);
}
