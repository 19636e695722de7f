using TrainingMonitor.Contract;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Jobs;

/// <summary>Does one action on many jobs; each stands for itself.</summary>
internal sealed class JobBatchService(JobService jobs, RunRemoval removal)
{
    public async Task<RunBatchAnswer> DoAsync(JobBatch batch, CancellationToken stop)
    {
        if (batch.Ids.Count is 0 or > PageBounds.MaxLimit)
        {
            throw ProblemException.BadRequest($"got {batch.Ids.Count} ids, want 1 to {PageBounds.MaxLimit}");
        }

        var act = Action(batch);
        var (done, failed) = (new List<string>(), new List<RunBatchFailure>());
        foreach (var id in batch.Ids)
        {
            try
            {
                TextRule.Id("run id", id);
                await act(id, stop);
                done.Add(id);
            }
            catch (Exception error) when (error is ProblemException or UnknownRunException or IllegalTransitionException)
            {
                failed.Add(new RunBatchFailure(id, error.Message));
            }
        }

        return new RunBatchAnswer(done, failed);
    }

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
