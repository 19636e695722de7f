using System.Runtime.InteropServices;

namespace TrainingMonitor.Cli;

/// <summary>SIGTERM and Ctrl-C as a token: what runs gets to end in its own order, and the process exits when that is done.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;

    public StopSignals()
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _stop.Dispose();
    }

    private void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.Cancel();
    }
}
