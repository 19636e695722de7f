namespace TrainingMonitor.Client;

/// <summary>What a host counts since it was started; rates come from two of these. Null is what the platform does not tell.</summary>
/// <param name="CpuBusy">Time of all processors, in the unit of <paramref name="CpuAll"/>.</param>
/// <param name="CpuAll">The idle time with it.</param>
/// <param name="NetRx">Bytes, loopback aside.</param>
/// <param name="NetTx">Bytes, loopback aside.</param>
/// <param name="MemoryUsed">Bytes now.</param>
/// <param name="MemoryTotal">Bytes.</param>
internal readonly record struct HostCounters(long? CpuBusy, long? CpuAll, long? NetRx, long? NetTx, double? MemoryUsed, double? MemoryTotal)
{
    public static HostCounters Read() =>
        LinuxCounters.Read() is { } linux ? linux
        : OperatingSystem.IsWindows() ? WindowsCounters.Read()
        : OperatingSystem.IsMacOS() ? MacCounters.Read()
        : Elsewhere(null, null, null);

    /// <summary>Where .NET itself knows about network and memory, and the platform told the rest.</summary>
    public static HostCounters Elsewhere((long Busy, long All)? cpu, double? memoryUsed, double? memoryTotal)
    {
        var network = NetworkCounters.Read();
        return new HostCounters(
            cpu?.Busy, cpu?.All, network?.Received, network?.Sent, memoryUsed, memoryTotal ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }
}
