using TrainingMonitor.Contract;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>A writer says that it lives, over either transport; the run that silence had interrupted runs again.</summary>
internal sealed class LifeSign(DataStore store, CommandService commands)
{
    public async Task HearAsync(string runId, string writer, CancellationToken stop)
    {
        store.Runs.Heartbeat(runId, writer);
        commands.Seen(runId);
        if (store.Runs.Find(runId) is { Status: RunStatus.Interrupted })
        {
            await store.Runs.UpdateAsync(runId, new RunUpdate { Status = RunStatus.Running }, stop);
        }
    }
}
