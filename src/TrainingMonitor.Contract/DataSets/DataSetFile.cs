namespace TrainingMonitor.Contract;

/// <summary>One file of a data set.</summary>
public sealed record DataSetFile
{
    /// <summary>Its number in the data set, from 0.</summary>
    public required long N { get; init; }

    /// <summary>What it was called where it came from, folders with <c>/</c>. Never a path on the server.</summary>
    public required string Name { get; init; }
    public required DataSetFileType Type { get; init; }
    public required string MediaType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
    public required Instant CreatedAt { get; init; }
}

/// <summary>What a file is, by the ending of its name.</summary>
public enum DataSetFileType
{
    Image,
    Audio,
    Video,
    Text,
    Other,
}
