using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Events, newest first.</summary>
public sealed record EventPage(IReadOnlyList<Event> Items, string? NextCursor);
