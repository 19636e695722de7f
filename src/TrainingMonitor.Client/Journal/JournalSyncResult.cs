namespace TrainingMonitor.Client;

/// <summary>What became of a journal.</summary>
public enum JournalSyncOutcome
{
    /// <summary>Everything is acknowledged; the file is gone.</summary>
    Sent,

    /// <summary>Its writer lives and will send it itself.</summary>
    InUse,

    /// <summary>The server did not take all of it; the rest is kept.</summary>
    Waiting,

    /// <summary>The run was resumed by another writer: the points are not wanted, the file is gone.</summary>
    Superseded,

    /// <summary>No journal, or one of a later version: left alone.</summary>
    NotRead,
}

/// <param name="Path">The journal's file.</param>
/// <param name="RunId">Empty when it could not be read.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Delivered">Batches and requests that the server has acknowledged now.</param>
/// <param name="Left">Batches and requests that still wait.</param>
/// <param name="Detail">One sentence where there is something to say, else empty.</param>
public sealed record JournalSyncResult(string Path, string RunId, JournalSyncOutcome Outcome, long Delivered, long Left, string Detail = "")
{
    /// <summary>Values in the batches among <see cref="Delivered"/>; those that the server refused are not among them.</summary>
    public long Points { get; init; }

    /// <summary>Whether it was left because its run belongs to another server than the one asked for.</summary>
    internal bool IsElsewhere { get; init; }
}
