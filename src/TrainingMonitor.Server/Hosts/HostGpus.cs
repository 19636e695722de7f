namespace TrainingMonitor.Server.Hosts;

/// <summary>
/// The GPUs of this host. Where there are none it is looked again now and then: the server may be up before the driver is.
/// Its lock is held while the library is opened, never while GPUs are read.
/// </summary>
internal sealed class HostGpus(ServerOptions options, TimeProvider time)
{
    private const int LooksBetweenTries = 12;

    private readonly Lock _gate = new();
    private NvidiaGpus? _gpus;
    private long? _triedAt;

    public int Count => Open()?.Count ?? 0;

    public IReadOnlyList<Contract.GpuSample> Read() => Open()?.Read() ?? [];

    /// <summary>The indexes of those that nobody computes on: no process, and next to no memory in use.</summary>
    public IReadOnlyList<int> Free() => Open()?.Free(options.FreeGpuMemoryShare) ?? [];

    private NvidiaGpus? Open()
    {
        lock (_gate)
        {
            if (_gpus is null && (_triedAt is not { } tried || time.GetElapsedTime(tried) > LooksBetweenTries * options.SampleInterval))
            {
                _triedAt = time.GetTimestamp();
                _gpus = NvidiaGpus.TryOpen();
            }

            return _gpus;
        }
    }
}
