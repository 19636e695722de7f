namespace TrainingMonitor.Contract;

/// <summary>Files that trainings read, kept by the server under numbers, each with the name it came with.</summary>
public sealed record DataSet
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required DataSetStatus Status { get; init; }

    /// <summary>Why it failed, in one sentence.</summary>
    public required string? Error { get; init; }

    /// <summary>Files that are there.</summary>
    public required long Files { get; init; }

    /// <summary>Files that make it whole; null where nobody said.</summary>
    public required long? ExpectedFiles { get; init; }

    /// <summary>Bytes of all files together.</summary>
    public required long Size { get; init; }

    /// <summary>Files of each type, such as <c>{"image": 1797}</c>; a type without files is left out.</summary>
    public required IReadOnlyDictionary<string, long> Types { get; init; }

    /// <summary>The folder on the server's machine; a job finds it in its environment.</summary>
    public required string Path { get; init; }
    public required Instant CreatedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
}

/// <summary>How far a data set is.</summary>
public enum DataSetStatus
{
    /// <summary>Files are still expected.</summary>
    Processing,
    Active,

    /// <summary>Whoever uploaded it gave up, or said that it is wrong.</summary>
    Failed,
}
