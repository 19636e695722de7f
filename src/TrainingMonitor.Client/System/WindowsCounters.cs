using System.Runtime.InteropServices;

namespace TrainingMonitor.Client;

/// <summary>What Windows counts, from kernel32.</summary>
internal static unsafe partial class WindowsCounters
{
    public static HostCounters Read()
    {
        var memory = new Memory { Length = (uint)sizeof(Memory) };
        var hasMemory = GlobalMemoryStatusEx(&memory) != 0;

        // The kernel's time has the idle one in it.
        (long, long)? cpu = GetSystemTimes(out var idle, out var kernel, out var user) != 0 ? (kernel + user - idle, kernel + user) : null;
        return HostCounters.Elsewhere(cpu, hasMemory ? memory.Total - (double)memory.Available : null, hasMemory ? memory.Total : null);
    }

    /// <summary>Each a FILETIME: 64 bits, low word first.</summary>
    [LibraryImport("kernel32.dll")]
    private static partial int GetSystemTimes(out long idle, out long kernel, out long user);

    [LibraryImport("kernel32.dll")]
    private static partial int GlobalMemoryStatusEx(Memory* status);

    /// <summary>MEMORYSTATUSEX.</summary>
    private struct Memory
    {
        public uint Length;
        public uint Load;
        public ulong Total;
        public ulong Available;
        public ulong TotalPageFile;
        public ulong AvailablePageFile;
        public ulong TotalVirtual;
        public ulong AvailableVirtual;
        public ulong AvailableExtended;
    }
}
