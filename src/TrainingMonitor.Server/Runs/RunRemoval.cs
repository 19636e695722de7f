using TrainingMonitor.Server.Checkpoints;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Jobs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>Deletes a run with all that belongs to it: its rows in one transaction, then its files, which nothing names any more.</summary>
internal sealed class RunRemoval(DataStore store, CheckpointFolder checkpoints, WorkFolder work, CommandService commands)
{
    public async Task DeleteAsync(string id, CancellationToken stop)
    {
        // Taken before: a run made anew with the same id keeps what it uploads meanwhile.
        var files = checkpoints.FilesOf(id);
        await store.Runs.DeleteAsync(id, stop);
        checkpoints.Delete(id, files);
        work.Delete(id);
        commands.Forget(id);
        store.Logs.Delete(id);
        store.Retention.Forget(id);
    }
}
