using System.Runtime.InteropServices;

namespace TrainingMonitor.Runner;

/// <summary>
/// Hands the signals that this process gets to the command's group, which is not the terminal's and would not hear Ctrl-C.
/// One that comes before the command is there is kept for it.
/// </summary>
internal sealed class SignalForwarding : IDisposable
{
    private static readonly (PosixSignal Signal, int Linux, int Mac, bool Stops)[] Signals =
    [
        (PosixSignal.SIGHUP, 1, 1, true), (PosixSignal.SIGINT, 2, 2, true), (PosixSignal.SIGQUIT, 3, 3, true),
        (PosixSignal.SIGTERM, 15, 15, true), ((PosixSignal)28, 28, 28, false),
        ((PosixSignal)(OperatingSystem.IsMacOS() ? 30 : 10), 10, 30, false), ((PosixSignal)(OperatingSystem.IsMacOS() ? 31 : 12), 12, 31, false),
    ];

    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<int> _early = [];
    private ChildProcess? _child;
    private volatile bool _hasStopped;

    /// <summary>The command is asked to end, by a signal or a command.</summary>
    public event Action? Stopped;

    public SignalForwarding()
    {
        foreach (var (signal, linux, mac, stops) in Signals)
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Forward(OperatingSystem.IsMacOS() ? mac : linux, stops);
            }));
        }
    }

    /// <summary>Whether the command was asked to end.</summary>
    public bool HasStopped => _hasStopped;

    public void To(ChildProcess child)
    {
        lock (_gate)
        {
            _child = child;
            _early.ForEach(child.Signal);
        }
    }

    public void Stop() => Forward(Posix.Terminate, stops: true);

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Forward(int signal, bool stops)
    {
        lock (_gate)
        {
            _hasStopped |= stops;
            if (_child is null)
            {
                _early.Add(signal);
            }
            else
            {
                _child.Signal(signal);
            }
        }

        if (stops)
        {
            Stopped?.Invoke();
        }
    }
}
