using System.Runtime.InteropServices;

namespace TrainingMonitor.Client;

/// <summary>What macOS counts, from its system library.</summary>
internal static unsafe partial class MacCounters
{
    private const string Library = "/usr/lib/libSystem.dylib";
    private const int Good = 0;
    private const int CpuLoad = 3;
    private const int Memory64 = 4;

    // Words of 32 bits in vm_statistics64.
    private const int MemoryWords = 38;
    private const int Active = 1;
    private const int Wired = 3;
    private const int Compressor = 32;

    public static HostCounters Read()
    {
        var host = HostPort();
        var load = stackalloc uint[4];
        var (loadWords, memoryWords) = (4u, (uint)MemoryWords);
        (long, long)? cpu = null;
        if (HostStatistics(host, CpuLoad, load, ref loadWords) == Good)
        {
            // user, system, idle, nice
            var busy = (long)load[0] + load[1] + load[3];
            cpu = (busy, busy + load[2]);
        }

        var pages = stackalloc uint[MemoryWords];
        double? used = HostStatistics64(host, Memory64, pages, ref memoryWords) == Good
            ? ((double)pages[Active] + pages[Wired] + pages[Compressor]) * Environment.SystemPageSize
            : null;
        return HostCounters.Elsewhere(cpu, used, null);
    }

    [LibraryImport(Library, EntryPoint = "mach_host_self")]
    private static partial uint HostPort();

    [LibraryImport(Library, EntryPoint = "host_statistics")]
    private static partial int HostStatistics(uint host, int kind, uint* into, ref uint words);

    [LibraryImport(Library, EntryPoint = "host_statistics64")]
    private static partial int HostStatistics64(uint host, int kind, uint* into, ref uint words);
}
