using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;

namespace TrainingMonitor.Server.Jobs;

/// <summary>Does one action on many jobs; each stands for itself.</summary>
internal sealed class JobBatchService(JobService jobs, RunRemoval removal)
{
    public Task<RunBatchAnswer> DoAsync(JobBatch batch, CancellationToken stop) => EachRun.DoAsync(batch.Ids, Action(batch), stop);

    private Func<string, CancellationToken, Task> Action(JobBatch batch) => batch.Action switch
    {
        "start" => jobs.StartAsync,
        "hold" => jobs.HoldAsync,
        "cancel" => jobs.CancelAsync,
        "retry" => jobs.RetryAsync,
        "delete" => removal.DeleteAsync,
        "priority" when batch.Priority is { } priority => (id, stop) => jobs.PrioritiseAsync(id, priority, stop),
        "priority" => throw ProblemException.BadRequest("got no priority, want it with this action"),
        _ => throw ProblemException.BadRequest($"got action '{TextRule.Shorten(batch.Action)}', want start, hold, cancel, retry, delete or priority"),
    };
}
