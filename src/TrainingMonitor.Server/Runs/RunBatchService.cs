using TrainingMonitor.Contract;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>Does one action on many runs; each run stands for itself, so one that fails does not undo the others.</summary>
internal sealed class RunBatchService(DataStore store, RunRemoval removal)
{
    public async Task<RunBatchAnswer> DoAsync(RunBatch batch, CancellationToken stop)
    {
        if (batch.Ids.Count is 0 or > PageBounds.MaxLimit)
        {
            throw ProblemException.BadRequest($"got {batch.Ids.Count} ids, want 1 to {PageBounds.MaxLimit}");
        }

        var act = Action(batch);
        var done = new List<string>();
        var failed = new List<RunBatchFailure>();
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

    private Func<string, CancellationToken, Task> Action(RunBatch batch) => batch.Action switch
    {
        "delete" => removal.DeleteAsync,
        "cancel" => (id, stop) => store.Runs.UpdateAsync(id, new RunUpdate { Status = RunStatus.Cancelled }, stop),
        "tag" => Tag(batch, (tags, tag) => tags.Contains(tag) ? tags : [.. tags, tag]),
        "untag" => Tag(batch, (tags, tag) => [.. tags.Where(other => other != tag)]),
        "move" => Move(Required("project", batch.Project)),
        _ => throw ProblemException.BadRequest($"got action '{TextRule.Shorten(batch.Action)}', want delete, cancel, tag, untag or move"),
    };

    private Func<string, CancellationToken, Task> Tag(RunBatch batch, Func<IReadOnlyList<string>, string, IReadOnlyList<string>> change)
    {
        var tag = Required("tag", batch.Tag);
        return (id, stop) => store.Runs.UpdateAsync(id, new RunUpdate { Tags = change(RunEndpoints.Find(store, id).Tags, tag) }, stop);
    }

    private Func<string, CancellationToken, Task> Move(string project) =>
        (id, stop) => store.Runs.UpdateAsync(id, new RunUpdate { Project = project }, stop);

    private static string Required(string field, string? value)
    {
        TextRule.Name(field, value ?? throw ProblemException.BadRequest($"got no {field}, want it with this action"), 100);
        return value;
    }
}
