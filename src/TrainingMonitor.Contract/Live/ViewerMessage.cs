namespace TrainingMonitor.Contract;

/// <summary><c>subscribe</c> or <c>unsubscribe</c>, as a viewer sends it.</summary>
public sealed record ViewerMessage
{
    public required string Type { get; init; }

    /// <summary>A run's id, or <c>*</c> for everything but points and console lines.</summary>
    public required string RunId { get; init; }

    /// <summary>Go on after this cursor: the server replays what came since, or answers <c>resync</c>.</summary>
    public long? Since { get; init; }

    /// <summary><c>updates</c> (default) or <c>columns</c>.</summary>
    public string? Format { get; init; }

    /// <summary>For <c>updates</c>: at most so many frames a second; 10 when absent.</summary>
    public double? MaxRate { get; init; }
}
