using System.Runtime.InteropServices;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>The ways in which a process ends without leaving the block: a signal, an exception nobody caught, <c>Exit</c>.</summary>
internal sealed class ExitWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TrainingMonitorClient _monitor;
    private readonly bool _stopOnSignal;
    private readonly CommandDesk _commands;
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _signalCount;

    public ExitWatch(TrainingMonitorClient monitor, bool stopOnSignal, CommandDesk commands)
    {
        (_monitor, _stopOnSignal, _commands) = (monitor, stopOnSignal, commands);
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            try
            {
                _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
            }
            catch (PlatformNotSupportedException)
            {
                // Then the server notices that the writer has gone silent.
            }
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _signals.ForEach(signal => signal.Dispose());
    }

    private void OnSignal(PosixSignalContext signal)
    {
        var isFirst = Interlocked.Increment(ref _signalCount) == 1;
        _commands.Stop();
        if (_stopOnSignal && isFirst)
        {
            signal.Cancel = true;
            return;
        }

        // Whether the process now ends is not ours to say: another handler may keep it alive, and then what it logs
        // makes the run running again.
        _monitor.Report(RunStatus.Interrupted);
        _monitor.Flush(Patience);
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs unhandled)
    {
        if (unhandled.IsTerminating && unhandled.ExceptionObject is Exception exception)
        {
            _monitor.SetFailed(exception);
            _monitor.Flush(Patience);
            _monitor.Abandon();
        }
    }

    private void OnProcessExit(object? sender, EventArgs exit)
    {
        if (_signalCount == 0)
        {
            _monitor.Leave(Environment.ExitCode, Patience);
        }

        _monitor.Abandon();
    }
}
