using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>
/// Marks a running run interrupted when its writers have all been silent too long: soon where they send heartbeats,
/// late for bare HTTP clients, which have no way to say that they live. The time a server was down does not count,
/// since nobody could reach it. A late reconnect revives the run.
/// </summary>
internal sealed partial class SilenceWatch(DataStore store, ServerOptions options, TimeProvider time, ILogger<SilenceWatch> log) : BackgroundService
{
    private readonly Instant _since = Instant.Now(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SilenceCheckInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var run in store.Runs.Running().Where(IsSilent))
                {
                    await InterruptAsync(run.Id, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private bool IsSilent(RunningRun run)
    {
        var life = run.HeartbeatAt is { } heard && heard > _since ? heard : _since;
        var patience = run.SendsHeartbeats ? options.RunTimeout : options.BareRunTimeout;
        return Instant.Now(time).Microseconds - life.Microseconds > patience.TotalMicroseconds;
    }

    private async Task InterruptAsync(string runId, CancellationToken stop)
    {
        try
        {
            await store.Runs.UpdateAsync(runId, new RunUpdate { Status = RunStatus.Interrupted }, stop);
        }
        catch (StoreException error)
        {
            // Ended or deleted meanwhile, or the disk is full: the next look decides anew.
            LogSkipped(runId, error.Message);
        }
    }

    [LoggerMessage(300, LogLevel.Information, "could not mark silent run {RunId} interrupted: {Reason}")]
    private partial void LogSkipped(string runId, string reason);
}
