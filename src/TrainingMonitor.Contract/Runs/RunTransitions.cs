namespace TrainingMonitor.Contract;

/// <summary>
/// The one table of legal status changes. A change to the status that a run already has is no change and is
/// always allowed, so that a repeated request is harmless.
/// </summary>
public static class RunTransitions
{
    public static IReadOnlyList<RunStatus> From(RunStatus status) => status switch
    {
        RunStatus.Pending => [RunStatus.Queued, RunStatus.Cancelled],
        RunStatus.Queued => [RunStatus.Running, RunStatus.Cancelled, RunStatus.Failed],
        RunStatus.Running => [RunStatus.Completed, RunStatus.Failed, RunStatus.Cancelled, RunStatus.Interrupted],
        RunStatus.Interrupted => [RunStatus.Running, RunStatus.Completed, RunStatus.Failed, RunStatus.Cancelled],
        RunStatus.Failed => [RunStatus.Running],
        RunStatus.Completed or RunStatus.Cancelled => [],
        _ => throw new InvalidOperationException($"BUG: run status {status} has no row in the transition table"),
    };

    /// <summary>
    /// Whether <paramref name="from"/> may become <paramref name="to"/>. A failed run comes back only by an explicit
    /// resume, never by a plain status change: pass <paramref name="isResume"/> there.
    /// </summary>
    public static bool Allows(RunStatus from, RunStatus to, bool isResume = false) =>
        from == to || (From(from).Contains(to) && (from != RunStatus.Failed || isResume));

    /// <summary>Whether nothing more is expected of the run: the instant it reached this is its end.</summary>
    public static bool IsFinal(RunStatus status) => status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelled;
}
