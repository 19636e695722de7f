using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What tells whether a running run still lives.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HeartbeatAt">When a writer of it was last heard of.</param>
/// <param name="SendsHeartbeats">A writer of it has sent a heartbeat once, so that its silence means something soon.</param>
public readonly record struct RunningRun(string Id, Instant? HeartbeatAt, bool SendsHeartbeats);
