using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>A command with the run and the segment it was given in.</summary>
public sealed record GivenCommand(string RunId, int Segment, Instant GivenAt, RunCommand Command);
