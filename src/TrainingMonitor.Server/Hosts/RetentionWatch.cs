using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Hosts;

/// <summary>Has the store make old data small, at the start and then every hour. A pass that the disk or the stop cuts short is gone on with by the next.</summary>
internal sealed partial class RetentionWatch(DataStore store, ServerOptions options, TimeProvider time, ILogger<RetentionWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(options.RetentionInterval, time);
        try
        {
            do
            {
                try
                {
                    await store.Retention.RunAsync(stoppingToken);
                }
                catch (StoreException refused)
                {
                    LogPutOff(refused.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    [LoggerMessage(401, LogLevel.Warning, "old data could not all be made small and will be tried again: {Reason}")]
    private partial void LogPutOff(string reason);
}
