using TrainingMonitor.Client;

namespace TrainingMonitor.Runner;

/// <summary>What the supervisor's own monitor needs to know of the command that it logs for.</summary>
internal sealed class WatchedCommand(Attachment attachment, SignalForwarding signals) : ISupervisor
{
    private volatile ProcessTree? _tree;

    public bool IsAttached => attachment.IsAttached;

    public void Watch(ProcessTree tree) => _tree = tree;

    public ProcessUsage? Usage() => _tree?.Usage();

    public (bool Ok, string Message) Take(TrainingCommand command)
    {
        if (command.Name != "stop")
        {
            return (false, $"the command logs without the SDK and does not take '{command.Name}'");
        }

        if (command.IsAtEpochEnd)
        {
            return (false, "the command logs without the SDK, which alone knows where an epoch ends; stop it now instead");
        }

        signals.Stop();
        return (true, "SIGTERM was sent to the command");
    }
}
