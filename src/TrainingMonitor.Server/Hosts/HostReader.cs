using System.Diagnostics;
using System.Globalization;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Hosts;

/// <summary>CPU, memory, disk and network of this host, from <c>/proc</c>. Rates are over the time since the last look; elsewhere than on Linux most are null.</summary>
internal sealed class HostReader(string folder)
{
    private (double Total, double Idle)? _cpu;
    private (long At, double Received, double Sent)? _network;

    public SystemSample Read(Instant now)
    {
        var (memoryUsed, memoryTotal) = Memory();
        var (received, sent) = Network();
        var (diskUsed, diskTotal) = Disk();
        return new SystemSample
        {
            Time = now.Microseconds,
            CpuPercent = Cpu(),
            MemoryUsed = memoryUsed,
            MemoryTotal = memoryTotal,
            DiskUsed = diskUsed,
            DiskTotal = diskTotal,
            NetRx = received,
            NetTx = sent,
        };
    }

    private double? Cpu()
    {
        if (Lines("/proc/stat").FirstOrDefault() is not { } line)
        {
            return null;
        }

        // user nice system idle iowait irq softirq steal; guest time is in user already.
        var fields = Numbers(line).Take(8).ToArray();
        var now = (Total: fields.Sum(), Idle: fields.Length > 4 ? fields[3] + fields[4] : 0);
        var before = _cpu;
        _cpu = now;
        return before is { } then && now.Total > then.Total ? Math.Round(100 * (1 - ((now.Idle - then.Idle) / (now.Total - then.Total))), 1) : null;
    }

    private (double?, double?) Network()
    {
        var (received, sent, any) = (0.0, 0.0, false);
        foreach (var line in Lines("/proc/net/dev").Skip(2))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[..colon].Trim() != "lo")
            {
                var fields = Numbers(line[colon..]).ToArray();
                (received, sent, any) = (received + fields.ElementAtOrDefault(0), sent + fields.ElementAtOrDefault(8), true);
            }
        }

        var before = _network;
        var at = Stopwatch.GetTimestamp();
        _network = (at, received, sent);
        if (!any || before is not { } then)
        {
            return (null, null);
        }

        var seconds = Stopwatch.GetElapsedTime(then.At, at).TotalSeconds;
        return (Math.Max(0, Math.Round((received - then.Received) / seconds)), Math.Max(0, Math.Round((sent - then.Sent) / seconds)));
    }

    private static (double?, double?) Memory()
    {
        var sizes = Lines("/proc/meminfo").ToLookup(line => line.Split(':')[0], line => Numbers(line).FirstOrDefault() * 1024);
        return sizes["MemTotal"].FirstOrDefault() is > 0 and var total ? (total - sizes["MemAvailable"].FirstOrDefault(), total) : (null, null);
    }

    private (double?, double?) Disk()
    {
        try
        {
            var drive = new DriveInfo(folder);
            return (drive.TotalSize - drive.TotalFreeSpace, drive.TotalSize);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, null);
        }
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<double> Numbers(string line) => line
        .Split([' ', ':', '\t'], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => double.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)
        .Where(double.IsFinite);
}
