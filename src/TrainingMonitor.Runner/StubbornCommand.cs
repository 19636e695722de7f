namespace TrainingMonitor.Runner;

/// <summary>Ends by KILL what does not end within the grace after it was asked to, the children it has made since included.</summary>
internal sealed class StubbornCommand : IDisposable
{
    private readonly SignalForwarding _signals;
    private readonly ProcessTree _tree;
    private readonly TimeSpan _grace;
    private readonly ITimer _timer;

    public StubbornCommand(SignalForwarding signals, ProcessTree tree, TimeSpan grace, TimeProvider time)
    {
        (_signals, _tree, _grace) = (signals, tree, grace);
        _timer = time.CreateTimer(_ => _tree.Kill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _signals.Stopped += Arm;
        if (_signals.HasStopped)
        {
            Arm();
        }
    }

    public void Dispose()
    {
        _signals.Stopped -= Arm;
        _timer.Dispose();
    }

    private void Arm() => _timer.Change(_grace, TimeSpan.FromSeconds(1));
}
