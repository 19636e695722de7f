using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What makes a new run a job: how to launch it, and which run it tries again.</summary>
public sealed record JobOrigin(Job Job, bool IsSimulated = false, string? RetryOf = null, int Attempt = 1);
