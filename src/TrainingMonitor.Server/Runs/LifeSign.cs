using TrainingMonitor.Contract;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>
/// A writer says that it lives, over either transport; the run that silence had interrupted runs again. One that a resume has
/// fenced no longer speaks for the run: it neither keeps it alive nor is told what is asked of it.
/// </summary>
internal sealed class LifeSign(DataStore store, CommandService commands)
{
    /// <exception cref="FencedWriterException">Another writer has resumed the run.</exception>
    public void Admit(string runId, string? writer)
    {
        if (writer is not null && store.Points.IsFenced(runId, writer))
        {
            throw new FencedWriterException(writer);
        }
    }

    /// <exception cref="FencedWriterException">Another writer has resumed the run.</exception>
    public async Task HearAsync(string runId, string writer, CancellationToken stop)
    {
        Admit(runId, writer);
        store.Runs.Heartbeat(runId, writer);
        commands.Seen(runId);
        if (store.Runs.Find(runId) is { Status: RunStatus.Interrupted })
        {
            await store.Runs.UpdateAsync(runId, new RunUpdate { Status = RunStatus.Running }, stop);
        }
    }
}
