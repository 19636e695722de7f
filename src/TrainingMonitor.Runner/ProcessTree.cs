using System.Text;
using TrainingMonitor.Client;

namespace TrainingMonitor.Runner;

/// <summary>
/// All that a command has started: its group, what descends from this process (which adopts what its parents left behind),
/// whatever bears the marker in its environment, and where there is one, what is in its control group. A process has to
/// escape all of these to be missed.
/// </summary>
internal sealed class ProcessTree(int group, string marker, ControlGroup? cage = null)
{
    private readonly byte[] _marker = Encoding.UTF8.GetBytes(marker);

    public IReadOnlyList<ProcessEntry> Alive()
    {
        var all = ProcessEntry.All().Where(one => !one.IsZombie && one.Id != Environment.ProcessId).ToArray();
        var caged = cage?.Processes().ToHashSet() ?? [];
        var children = all.ToLookup(one => one.Parent);
        var found = new Dictionary<int, ProcessEntry>();
        var next = new Queue<ProcessEntry>(children[Environment.ProcessId]
            .Concat(all.Where(one => one.Group == group || caged.Contains(one.Id) || one.HasInEnvironment(_marker))));
        while (next.TryDequeue(out var one))
        {
            if (found.TryAdd(one.Id, one))
            {
                foreach (var child in children[one.Id])
                {
                    next.Enqueue(child);
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>Everything, at once where the system can.</summary>
    public void Kill()
    {
        cage?.Kill();
        foreach (var one in Alive())
        {
            _ = Posix.Signal(one.Id, Posix.Kill);
        }
    }

    /// <summary>Null where there is no <c>/proc</c>, or nothing is left.</summary>
    public ProcessUsage? Usage() => Alive() is { Count: > 0 } alive
        ? new ProcessUsage(
            TimeSpan.FromTicks(alive.Sum(one => one.Processor.Ticks)), alive.Sum(one => one.Memory), alive.Sum(one => one.Threads))
        : null;
}
