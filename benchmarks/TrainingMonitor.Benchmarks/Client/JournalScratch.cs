using Microsoft.Extensions.Logging.Abstractions;
using TrainingMonitor.Client;

namespace TrainingMonitor.Benchmarks.Client;

/// <summary>A folder for the journals of a measure, gone with it.</summary>
internal sealed class JournalScratch : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("tmon-bench-").FullName;

    public TrainingMonitorOptions Options(string url) => new()
    {
        RunName = "bench",
        DashboardUrl = url,
        JournalDirectory = Path.Combine(_path, "journals"),
        CloseTimeout = TimeSpan.FromMilliseconds(500),
        Logger = NullLogger.Instance,
    };

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
