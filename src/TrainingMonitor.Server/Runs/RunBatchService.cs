using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>Does one action on many runs; each run stands for itself, so one that fails does not undo the others.</summary>
internal sealed class RunBatchService(DataStore store, RunRemoval removal)
{
    public Task<RunBatchAnswer> DoAsync(RunBatch batch, CancellationToken stop) => EachRun.DoAsync(batch.Ids, Action(batch), stop);

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
