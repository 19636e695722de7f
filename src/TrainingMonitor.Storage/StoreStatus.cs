namespace TrainingMonitor.Storage;

/// <summary>The store's health in one look.</summary>
/// <param name="Writable">False after a write failed for want of room or rights, until one succeeds again.</param>
/// <param name="Sentence">Why not writable, else null.</param>
/// <param name="Points">Points of all runs, open tails included.</param>
/// <param name="BytesOnDisk">The database file and its write-ahead log.</param>
/// <param name="QueueDepth">Writes that wait for the writer.</param>
public sealed record StoreStatus(bool Writable, string? Sentence, long Points, long BytesOnDisk, int QueueDepth);
