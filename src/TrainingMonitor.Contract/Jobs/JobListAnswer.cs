namespace TrainingMonitor.Contract;

/// <summary>One page of jobs, and how busy the server is with them.</summary>
/// <param name="Slots">How many slots jobs share.</param>
/// <param name="SlotsBusy">How many of them are held by jobs whose processes run.</param>
/// <param name="Gpus">How many GPUs its machine has, free or not: a job that wants more waits for ever.</param>
public sealed record JobListAnswer(IReadOnlyList<Run> Items, string? NextCursor, long? Total, int Slots, int SlotsBusy, int Gpus);
