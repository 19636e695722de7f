namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/runs/{id}/resume</c>.</summary>
/// <param name="Writer">The writer that goes on; all others are fenced.</param>
/// <param name="FromStep">Older points at or after this step are superseded; absent: the first step then logged.</param>
public sealed record ResumeRequest(string Writer, long? FromStep = null);

/// <summary>The body of <c>POST /api/runs/{id}/heartbeat</c>.</summary>
public sealed record HeartbeatRequest(string Writer);

/// <summary>Commands that wait for this writer.</summary>
public sealed record HeartbeatAnswer(IReadOnlyList<RunCommand> Commands);
