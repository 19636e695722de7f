namespace TrainingMonitor.Client;

/// <summary>Takes samples of host and process; rates are over the time since the sample before. Used by one thread.</summary>
internal sealed class SystemReader(TimeProvider time, Func<ProcessUsage?> usage)
{
    private readonly Nvml? _nvml = Nvml.TryOpen();
    private HostCounters _counters = HostCounters.Read();
    private ProcessUsage? _usage = usage();
    private long _at = time.GetTimestamp();

    public SystemSample Read()
    {
        var (before, counters) = (_counters, HostCounters.Read());
        var (usageBefore, used) = (_usage, usage());
        var seconds = Math.Max(1e-3, time.GetElapsedTime(_at).TotalSeconds);
        (_counters, _usage, _at) = (counters, used, time.GetTimestamp());
        var (diskUsed, diskTotal) = Disk();
        return new SystemSample
        {
            Time = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds,
            CpuPercent = counters.CpuAll > before.CpuAll ? 100.0 * (counters.CpuBusy - before.CpuBusy) / (counters.CpuAll - before.CpuAll) : null,
            MemoryUsed = counters.MemoryUsed,
            MemoryTotal = counters.MemoryTotal,
            NetRx = (counters.NetRx - before.NetRx) / seconds,
            NetTx = (counters.NetTx - before.NetTx) / seconds,
            DiskUsed = diskUsed,
            DiskTotal = diskTotal,
            ProcessCpuPercent = (used?.Processor - usageBefore?.Processor) is { } spent ? Math.Max(0, 100 * spent.TotalSeconds / seconds) : null,
            ProcessMemoryUsed = used?.MemoryUsed,
            ProcessThreads = used?.Threads,
            Gpus = _nvml?.Read() ?? [],
        };
    }

    /// <summary>Of the disk that the working folder is on.</summary>
    private static (double? Used, double? Total) Disk()
    {
        try
        {
            var drive = new DriveInfo(Environment.CurrentDirectory);
            return (drive.TotalSize - drive.TotalFreeSpace, drive.TotalSize);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, null);
        }
    }
}
