using System.Diagnostics;

namespace TrainingMonitor.Client;

/// <summary>Takes samples of host and process; rates are over the time since the sample before. Used by one thread.</summary>
internal sealed class SystemReader(TimeProvider time)
{
    private readonly Nvml? _nvml = Nvml.TryOpen();
    private LinuxCounters? _counters = LinuxCounters.Read();
    private TimeSpan _processor = ProcessorTime();
    private long _at = time.GetTimestamp();

    public SystemSample Read()
    {
        var (before, counters) = (_counters, LinuxCounters.Read());
        var (processorBefore, processor) = (_processor, ProcessorTime());
        var seconds = Math.Max(1e-3, time.GetElapsedTime(_at).TotalSeconds);
        (_counters, _processor, _at) = (counters, processor, time.GetTimestamp());
        using var process = Process.GetCurrentProcess();
        var (diskUsed, diskTotal) = Disk();
        return new SystemSample
        {
            Time = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds,
            CpuPercent = counters is { } now && before is { } then && now.CpuAll > then.CpuAll
                ? 100.0 * (now.CpuBusy - then.CpuBusy) / (now.CpuAll - then.CpuAll)
                : null,
            MemoryUsed = counters?.MemoryUsed,
            MemoryTotal = counters?.MemoryTotal ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            NetRx = (counters?.NetRx - before?.NetRx) / seconds,
            NetTx = (counters?.NetTx - before?.NetTx) / seconds,
            DiskUsed = diskUsed,
            DiskTotal = diskTotal,
            ProcessCpuPercent = 100 * (processor - processorBefore).TotalSeconds / seconds,
            ProcessMemoryUsed = process.WorkingSet64,
            ProcessThreads = process.Threads.Count,
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

    private static TimeSpan ProcessorTime() => Environment.CpuUsage.TotalTime;
}
