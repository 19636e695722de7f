namespace TrainingMonitor.Storage;

/// <summary>What may be set on a store. The defaults are the documented ones.</summary>
public sealed record DataStoreOptions
{
    /// <summary>Holds the database, its lock and all files that belong to it; made when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Points of further metrics are refused one by one, with a warning event.</summary>
    public int MaxMetricsPerRun { get; init; } = 10_000;

    /// <summary>Bytes of batches that may wait for the writer; beyond, a write is refused with a time to come back.</summary>
    public long QueueBytes { get; init; } = 256L << 20;

    /// <summary>The longest that a write waits for others that were answered together with the last ones.</summary>
    public TimeSpan Gather { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Rows of one chunk: more compress and skip better, fewer decode faster.</summary>
    public int ChunkRows { get; init; } = 2048;

    /// <summary>Values of the open tails of all runs together, kept in memory and raw on disk until they are sealed.</summary>
    public long TailValues { get; init; } = 8L << 20;

    /// <summary>Bytes of decoded chunks kept for the next reader.</summary>
    public long CacheBytes { get; init; } = 64L << 20;

    /// <summary>How long a run may be quiet before its open tail is sealed all the same, if it has enough for a chunk.</summary>
    public TimeSpan SealAfter { get; init; } = TimeSpan.FromMinutes(5);

    public RetentionOptions Retention { get; init; } = new();

    public string DatabaseFile => Path.Combine(Folder, "dashboard.db");

    /// <summary>What is too old for the database.</summary>
    public string ArchiveFolder => Path.Combine(Folder, "archive");
}
