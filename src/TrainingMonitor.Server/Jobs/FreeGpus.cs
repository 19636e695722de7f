using TrainingMonitor.Server.Hosts;

namespace TrainingMonitor.Server.Jobs;

/// <summary>GPUs of this host that nobody computes on: no process, and next to no memory in use.</summary>
internal sealed class FreeGpus(ServerOptions options) : IDisposable
{
    private readonly NvidiaGpus? _gpus = NvidiaGpus.TryOpen();

    public IReadOnlyList<int> Indexes() => _gpus?.Free(options.FreeGpuMemoryShare) ?? [];

    public void Dispose() => _gpus?.Dispose();
}
