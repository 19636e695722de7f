namespace TrainingMonitor.Contract;

/// <summary>What can be known of a launch before it starts.</summary>
public sealed record JobCheckAnswer(IReadOnlyList<JobCheck> Checks);

/// <summary>One thing that a job needs, as it is now; it may be another when the job goes.</summary>
/// <param name="Name">program, script, folder, slots, gpus or data.</param>
public sealed record JobCheck(string Name, JobCheckState State, string Message);

/// <summary>What a job would meet now.</summary>
public enum JobCheckState
{
    Good,

    /// <summary>It is taken: the job would wait.</summary>
    Busy,

    /// <summary>It is not there: the job would fail, or wait for ever.</summary>
    Missing,
}
