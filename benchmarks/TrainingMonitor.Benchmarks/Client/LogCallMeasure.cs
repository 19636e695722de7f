using System.Diagnostics;
using TrainingMonitor.Benchmarks.Server;
using TrainingMonitor.Client;

namespace TrainingMonitor.Benchmarks.Client;

/// <summary>What one logging call of the C# SDK costs the training thread, with a real server connected and the sender busy.</summary>
internal sealed class LogCallMeasure : IMeasure
{
    private const int Runs = 9;
    private const int Calls = 200_000;

    public string Name => "csharp-log";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        using var folder = new JournalScratch();
        await using var monitor = new TrainingMonitorClient(folder.Options(server.Url.AbsoluteUri));
        var (step, bytes) = (0L, new List<double>());
        var loss = monitor.Metric("loss");
        var single = await TimeAsync(monitor, bytes, () => loss.Log(0.5, step++));
        yield return new Figure("C#: one call, cached handle, tight loop, server connected", single, "ns", "≤ 100", value => value <= 100);
        yield return new Figure("  allocated by it", bytes, "bytes", "0", value => value == 0);

        bytes.Clear();
        var row = monitor.Row("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        var ten = await TimeAsync(monitor, bytes, () => row.Log(step++, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        yield return new Figure("C#: one call with ten values, cached row", ten, "ns");
        yield return new Figure("  allocated by it", bytes, "bytes", "0", value => value == 0);

        bytes.Clear();
        var named = await TimeAsync(monitor, bytes, () => monitor.LogMetrics(step++, ("loss", 0.5)));
        yield return new Figure("C#: one call by name", named, "ns");
    }

    private static async Task<List<double>> TimeAsync(TrainingMonitorClient monitor, List<double> bytes, Action call)
    {
        var times = new List<double>();
        for (var run = -3; run < Runs; run++)
        {
            var (nanoseconds, allocated) = Time(call);
            if (run >= 0)
            {
                times.Add(nanoseconds);
                bytes.Add(allocated);
            }

            await monitor.FlushAsync(TimeSpan.FromSeconds(30));
        }

        return times;
    }

    private static (double Nanoseconds, double Bytes) Time(Action call)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            call();
        }

        var took = Stopwatch.GetElapsedTime(started);
        return (took.TotalNanoseconds / Calls, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls);
    }
}
