using Microsoft.Extensions.Logging;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>What a run is, and how the SDK treats it. Everything has a default; nothing given wrongly stops a training.</summary>
public sealed record TrainingMonitorOptions
{
    // Timers take at most 2³¹ milliseconds.
    private static readonly TimeSpan LongestClose = TimeSpan.FromDays(24);

    /// <summary>Shown wherever the run is; the program's name when not given.</summary>
    public string? RunName { get; init; }

    /// <summary>A run's id of your own choosing, <c>^[a-z0-9][a-z0-9_-]{0,63}$</c>. An id that exists is joined as one more writer.</summary>
    public string? RunId { get; init; }

    /// <summary>
    /// Numbers, texts, truth values, lists and dictionaries of these. Texts under names that look like a secret
    /// (key, token, password) are not sent.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Config { get; init; }

    /// <summary><c>ws://…</c> or <c>http://…</c>, which mean the same; else <c>TRAINING_MONITOR_URL</c>, else this machine's port 8000.</summary>
    public string? DashboardUrl { get; init; }

    public string? Project { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? Notes { get; init; }
    public string? Group { get; init; }
    public string? ParentRunId { get; init; }
    public long? ParentStep { get; init; }

    /// <summary>Steps in all; progress and time left come from it.</summary>
    public long? TotalSteps { get; init; }
    public long? Epochs { get; init; }
    public long? StepsPerEpoch { get; init; }

    /// <summary>Which metrics stand for loss, learning rate and accuracy, where their names do not say so.</summary>
    public PrimaryMetrics? Primary { get; init; }

    /// <summary>Whether less or more is better, where a metric's name does not say so.</summary>
    public IReadOnlyDictionary<string, MetricGoal>? MetricGoals { get; init; }

    /// <summary>Adds the command line, host, versions and git commit to the configuration.</summary>
    public bool CaptureEnvironment { get; init; }

    /// <summary>
    /// True: the first Ctrl-C or SIGTERM only sets <see cref="TrainingMonitorClient.ShouldStop"/>, at which the script
    /// ends by itself; a second one ends it at once. False: the run is marked interrupted and the signal does what it always does.
    /// </summary>
    public bool StopOnSignal { get; init; }

    /// <summary>Also sends what the script prints through <see cref="Console"/>; the terminal gets it first and unchanged.</summary>
    public bool CaptureConsole { get; init; }

    /// <summary>
    /// This process's place in a distributed training, from 0; else <c>RANK</c>, <c>SLURM_PROCID</c> or <c>LOCAL_RANK</c>. The ranks
    /// of one launch of torchrun, srun or a launcher that sets <c>WORLD_SIZE</c> and <c>LOCAL_WORLD_SIZE</c> share one run.
    /// </summary>
    public int? Rank { get; init; }

    /// <summary>
    /// Ranks above 0 of a distributed training log metrics only when this is true: rank 0 speaks for all of them. It also resumes
    /// for all of them: what another one logs before that is there counts as before the resume.
    /// </summary>
    public bool AllRanks { get; init; }

    /// <summary>Writes the journal only; <c>tmon sync</c> sends it later.</summary>
    public bool Offline { get; init; }

    /// <summary>Where journals lie; else <c>TRAINING_MONITOR_DIR</c>, else <c>.training_monitor</c> in the working folder.</summary>
    public string? JournalDirectory { get; init; }

    /// <summary>What a journal may take on disk before its older half is thinned; what is given up is counted.</summary>
    public long JournalLimitBytes { get; init; } = 1L << 30;

    /// <summary>The most memory that a burst of entries may take before it is thinned. Touched only as far as it is needed.</summary>
    public long BurstBytes { get; init; } = 64L << 20;

    /// <summary>Which checkpoint files are deleted as newer ones come; none when not given.</summary>
    public CheckpointRetention? Retention { get; init; }

    /// <summary>How often processors, memory, disk, network and GPUs are looked at; zero for never.</summary>
    public TimeSpan SystemInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long leaving waits for the last acknowledgements; at most 24 days, which <see cref="Timeout.InfiniteTimeSpan"/> means too.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Takes what the SDK has to say; standard error when not given.</summary>
    public ILogger? Logger { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Set by the supervisor of a command, which logs for a process that is not its own.</summary>
    internal ISupervisor? Supervisor { get; init; }

    /// <summary>The same as far as it can be used, with collections of its own; what cannot is said.</summary>
    internal TrainingMonitorOptions Read(Notices notices) => this with
    {
        Config = Config is null ? null : Snapshot.Members(Config, "entries of the configuration", notices),
        Tags = [.. Snapshot.Items(Tags, "tags of the run", notices).Where(tag => tag is not null)],
        MetricGoals = MetricGoals is null ? null : Snapshot.Members(MetricGoals, "goals of metrics", notices)
            .Where(goal => Enum.IsDefined(goal.Value)).ToDictionary(),
        JournalDirectory = JournalFolder.Root(this, notices),
        CloseTimeout = CloseTimeout == Timeout.InfiniteTimeSpan || CloseTimeout > LongestClose ? LongestClose
            : CloseTimeout > TimeSpan.Zero ? CloseTimeout
            : TimeSpan.Zero,
        Time = Time ?? TimeProvider.System,
    };
}
