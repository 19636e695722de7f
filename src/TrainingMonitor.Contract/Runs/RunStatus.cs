namespace TrainingMonitor.Contract;

/// <summary>Where a run is in its life; the legal changes are in <see cref="RunTransitions"/>.</summary>
public enum RunStatus
{
    /// <summary>Not yet eligible: waits for a schedule, a dependency, or to be released.</summary>
    Pending,
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,

    /// <summary>The writer vanished, or the user stopped the run and may resume it.</summary>
    Interrupted,
}
