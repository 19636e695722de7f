using System.Globalization;

namespace TrainingMonitor.Client;

/// <summary>What the kernel of Linux counts, from <c>/proc</c>.</summary>
internal static class LinuxCounters
{
    /// <summary>Null where there is no such <c>/proc</c>.</summary>
    public static HostCounters? Read()
    {
        try
        {
            return Parse(File.ReadAllLines("/proc/stat"), File.ReadAllLines("/proc/net/dev"), File.ReadAllLines("/proc/meminfo"));
        }
        catch (Exception foreign) when (foreign is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    public static HostCounters Parse(string[] stat, string[] net, string[] memory)
    {
        // user nice system idle iowait irq softirq steal; guest time is part of user time already.
        var cpu = Numbers(stat[0]).Take(8).ToArray();
        var idle = cpu[3] + cpu[4];
        var all = cpu.Sum();
        var (received, sent) = (0L, 0L);
        foreach (var line in net.Skip(2).Where(line => !line.TrimStart().StartsWith("lo:", StringComparison.Ordinal)))
        {
            var counts = Numbers(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]).ToArray();
            received += counts[0];
            sent += counts[8];
        }

        var total = Kibibytes(memory, "MemTotal:");
        return new HostCounters(all - idle, all, received, sent, total - Kibibytes(memory, "MemAvailable:"), total);
    }

    private static double Kibibytes(string[] memory, string name) =>
        1024.0 * Numbers(memory.First(line => line.StartsWith(name, StringComparison.Ordinal))).First();

    private static IEnumerable<long> Numbers(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => char.IsAsciiDigit(word[0]))
        .Select(word => long.Parse(word, CultureInfo.InvariantCulture));
}
