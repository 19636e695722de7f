using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Hosts;

/// <summary>Looks at the server's own host every few seconds. A look that cannot be stored is lost, nothing else.</summary>
internal sealed partial class HostSampler(DataStore store, HostGpus gpus, ServerOptions options, TimeProvider time, ILogger<HostSampler> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var host = new HostReader(Path.GetFullPath(options.DataFolder));
        host.Read(Instant.Now(time));
        using var timer = new PeriodicTimer(options.SampleInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    var sample = host.Read(Instant.Now(time)) with { Gpus = gpus.Read() };
                    await store.System.AddAsync(null, new SystemReport(Environment.MachineName, [sample]), stoppingToken);
                }
                catch (StoreException refused)
                {
                    LogLost(refused.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    [LoggerMessage(400, LogLevel.Information, "a look at this host was not stored: {Reason}")]
    private partial void LogLost(string reason);
}
