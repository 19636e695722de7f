using TrainingMonitor.Storage;

namespace TrainingMonitor.Cli;

/// <summary>The server that holds a data folder, for other commands on the same folder.</summary>
internal static class RunningServer
{
    private static readonly TimeSpan StartingUp = TimeSpan.FromSeconds(20);

    /// <summary>Its address; null when no server holds the folder. One that is still starting is waited for.</summary>
    public static async Task<string?> FindAsync(string dataFolder, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(StartingUp);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (DataStore.HolderOf(dataFolder) is { } holder)
            {
                if (holder.Url is not null)
                {
                    return holder.Url;
                }

                await poll.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Held, but it never said where it listens: starting a server here will say by whom.
        }

        return null;
    }
}
