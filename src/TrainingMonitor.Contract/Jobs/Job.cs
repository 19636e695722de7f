namespace TrainingMonitor.Contract;

/// <summary>How this program launches a run itself. A job is its run and has no id of its own.</summary>
public sealed record Job
{
    /// <summary>The program and its arguments as they are: no shell reads them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The command's working folder; one of its own when null.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Added to what the server passes on. Values that look like secrets are shown as <c>[redacted]</c>.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>The template it was made from, with the values of its parameters.</summary>
    public string? Template { get; init; }
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How many of the server's slots it takes while it runs.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>How many truly free GPUs it waits for.</summary>
    public int Gpus { get; init; }

    /// <summary>Greater goes first; among equals the one queued first.</summary>
    public int Priority { get; init; }

    /// <summary>How often it is tried again after a failure, with a growing pause.</summary>
    public int MaxRetries { get; init; }

    /// <summary>An instant, or five fields of cron in UTC: then each start makes the next job.</summary>
    public string? Schedule { get; init; }

    /// <summary>Not before this instant: from the schedule, or the pause before a retry.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>Runs that must be completed first; when one of them fails, is cancelled or deleted, this job is cancelled.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
    public string? DatasetId { get; init; }
    public string? BaseModel { get; init; }

    /// <summary>Waits until somebody starts it.</summary>
    public bool Hold { get; init; }

    /// <summary>Counts its launches; each supervisor holds one number, and a second of the same number does nothing.</summary>
    public int Lease { get; init; }

    /// <summary>The GPUs it was given.</summary>
    public IReadOnlyList<int> GpuIndexes { get; init; } = [];
}
