using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Jobs;

/// <summary>One launch of a job, from its lease until nothing of it is left to do; it holds slots until all of its processes are gone.</summary>
internal sealed class JobExecution(string runId, LaunchFolder folder, Job? job)
{
    public string RunId { get; } = runId;

    public LaunchFolder Folder { get; } = folder;

    public int Slots { get; } = job?.Slots ?? 0;

    public IReadOnlyList<int> Gpus { get; } = job?.GpuIndexes ?? [];

    public string? DataSet { get; } = job?.DatasetId;

    /// <summary>When its run was first seen to have ended in another way than by itself.</summary>
    public Instant? UnwantedSince { get; set; }

    /// <summary>Its end is recorded and its processes are gone; only what its supervisor could not send is still on its way.</summary>
    public bool IsOver { get; set; }

    /// <summary>It was asked to end.</summary>
    public bool IsAskedToEnd { get; set; }
}
