using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Jobs;

/// <summary>What to do with one job now.</summary>
internal enum JobMove
{
    Queue,
    Start,
    Cancel,
}

internal readonly record struct JobDecision(Run Run, JobMove Move, string? Reason = null);

/// <summary>
/// Which jobs may go now: a pure function of what waits, what runs and the time. Strictly by priority, then by time in the
/// queue: one that does not fit holds up those behind it, so a large job is never starved by small ones. One that wants more
/// than there is, free or not, holds up nobody.
/// </summary>
internal static class JobPlan
{
    /// <param name="jobs">All that are pending or queued, in the order in which they came.</param>
    /// <param name="freeSlots">Slots that nothing holds.</param>
    /// <param name="freeGpus">GPUs that are truly free.</param>
    /// <param name="statusOf">Null for a run that is not there (any more).</param>
    /// <param name="allSlots">Slots, free or not.</param>
    /// <param name="allGpus">GPUs of this host, free or not.</param>
    public static IReadOnlyList<JobDecision> Decide(
        IEnumerable<Run> jobs, int freeSlots, int freeGpus, Instant now, Func<string, RunStatus?> statusOf, int allSlots = int.MaxValue, int allGpus = int.MaxValue)
    {
        var decisions = new List<JobDecision>();
        var waiting = new List<Run>();
        foreach (var run in jobs)
        {
            if (run.Status == RunStatus.Queued)
            {
                waiting.Add(run);
            }
            else if (run.Status == RunStatus.Pending && Wake(run, now, statusOf) is { } decision)
            {
                decisions.Add(decision);
            }
        }

        // A heap, because mostly nothing fits: then only the first of thousands is looked at.
        var queue = new PriorityQueue<Run, (int, long, int)>(
            waiting.Select((run, place) => (run, (-run.Job!.Priority, (run.QueuedAt ?? run.CreatedAt).Microseconds, place))));
        while (queue.TryDequeue(out var run, out _))
        {
            if (run.Job!.Slots > allSlots || run.Job.Gpus > allGpus)
            {
                continue;
            }

            if (run.Job.Slots > freeSlots || run.Job.Gpus > freeGpus)
            {
                break;
            }

            freeSlots -= run.Job.Slots;
            freeGpus -= run.Job.Gpus;
            decisions.Add(new JobDecision(run, JobMove.Start));
        }

        return decisions;
    }

    private static JobDecision? Wake(Run run, Instant now, Func<string, RunStatus?> statusOf)
    {
        var job = run.Job!;
        foreach (var id in job.DependsOn)
        {
            switch (statusOf(id))
            {
                case RunStatus.Completed:
                    break;
                case null:
                    return new JobDecision(run, JobMove.Cancel, $"it depends on run {id}, which is not there");
                case RunStatus.Failed or RunStatus.Cancelled:
                    return new JobDecision(run, JobMove.Cancel, $"it depends on run {id}, which did not complete");
                default:
                    return null;
            }
        }

        return job.Hold || job.NotBefore > now ? null : new JobDecision(run, JobMove.Queue);
    }
}
