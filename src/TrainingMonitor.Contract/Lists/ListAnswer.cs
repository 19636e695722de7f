namespace TrainingMonitor.Contract;

/// <summary>One page of a list. Ask again with <c>cursor=next_cursor</c> until it is null.</summary>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? NextCursor, long? Total);
