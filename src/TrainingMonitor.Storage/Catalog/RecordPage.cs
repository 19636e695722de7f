namespace TrainingMonitor.Storage;

/// <summary>One page of records with the cursor of the next, and how many there are in all.</summary>
public sealed record RecordPage<T>(IReadOnlyList<T> Items, string? NextCursor, long Total);
