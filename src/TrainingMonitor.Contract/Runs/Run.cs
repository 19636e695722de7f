using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>One execution of a training script, as every face of the program shows it. Immutable: a change is a new record.</summary>
public sealed record Run
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Project { get; init; }
    public required RunStatus Status { get; init; }
    public bool IsSimulated { get; init; }

    /// <summary>A JSON object of the user's own; at most 1 MB.</summary>
    public required JsonElement Config { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string Notes { get; init; } = "";

    public long? TotalSteps { get; init; }
    public long? Epochs { get; init; }
    public long? StepsPerEpoch { get; init; }

    /// <summary>The greatest step logged so far, null before the first.</summary>
    public long? Step { get; init; }

    /// <summary>The epoch under way, counted from 1: the metric <c>epoch</c> where logged, else from <c>steps_per_epoch</c>.</summary>
    public double? Epoch { get; init; }

    /// <summary>100 · step / total_steps, 0…100; null when the total is unknown.</summary>
    public double? Progress { get; init; }

    /// <summary>Seconds left, null until three step durations are known, or when nothing runs.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>Steps a second, from the same moving average as <see cref="EtaSeconds"/>.</summary>
    public double? StepRate { get; init; }

    /// <summary>A hint on a running run: no new step for longer than both 60 s and 5 mean step times.</summary>
    public bool Stalled { get; init; }

    public required Instant CreatedAt { get; init; }
    public Instant? QueuedAt { get; init; }
    public Instant? StartedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
    public Instant? HeartbeatAt { get; init; }

    public string? ParentRunId { get; init; }
    public long? ParentStep { get; init; }
    public string? RetryOf { get; init; }
    public int Attempt { get; init; } = 1;
    public string? Group { get; init; }

    /// <summary>The newest segment, counted from 1.</summary>
    public int Segment { get; init; } = 1;

    public IReadOnlyDictionary<string, MetricSummary> Metrics { get; init; } = new Dictionary<string, MetricSummary>();
    public PrimaryMetrics Primary { get; init; } = new();
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The launch specification of a job; null for a run that was started elsewhere.</summary>
    public Job? Job { get; init; }
    public int? ExitCode { get; init; }
    public string? Error { get; init; }

    /// <summary>Points that clients had to thin away before sending, in all.</summary>
    public long PointsLost { get; init; }

    /// <summary>Counts the run's changes; see <c>contract/live.md</c>.</summary>
    public long Cursor { get; init; }
}
