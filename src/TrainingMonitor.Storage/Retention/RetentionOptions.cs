namespace TrainingMonitor.Storage;

/// <summary>How long each kind of data is kept in which form. Zero means for ever.</summary>
public sealed record RetentionOptions
{
    /// <summary>Samples of hosts older than this become one-minute buckets.</summary>
    public TimeSpan SystemRaw { get; init; } = TimeSpan.FromHours(24);

    /// <summary>One-minute buckets of hosts older than this leave the database for the archive, whole days at a time.</summary>
    public TimeSpan SystemBuckets { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Points of runs older than this become buckets of at most a minute; they are small, so by default they do not.</summary>
    public TimeSpan RunRaw { get; init; }

    /// <summary>Such buckets of runs that have ended leave for the archive when they are older than this; of each chunk one bucket stays.</summary>
    public TimeSpan RunBuckets { get; init; }
}
