namespace TrainingMonitor.Server;

/// <summary>Leaves signals to the program around the server, which may have more to end than the server.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
