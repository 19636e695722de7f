using TrainingMonitor.Contract;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>Does one thing to many runs; each stands for itself, so one that fails does not undo the others.</summary>
internal static class EachRun
{
    public static async Task<RunBatchAnswer> DoAsync(IReadOnlyList<string> ids, Func<string, CancellationToken, Task> act, CancellationToken stop)
    {
        if (ids.Count is 0 or > PageBounds.MaxLimit)
        {
            throw ProblemException.BadRequest($"got {ids.Count} ids, want 1 to {PageBounds.MaxLimit}");
        }

        var (done, failed) = (new List<string>(), new List<RunBatchFailure>());
        foreach (var id in ids.Distinct())
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
}
