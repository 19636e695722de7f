using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TrainingMonitor.Benchmarks.Server;
using TrainingMonitor.Client;

namespace TrainingMonitor.Benchmarks.Client;

/// <summary>
/// How much slower a loop of about 1,000 steps a second becomes by logging ten values each step, and what processor time the
/// SDK takes in all for each point. Each run is set against one without logging just before it; one monitor serves them all,
/// as one serves a training of hours.
/// </summary>
internal sealed class SlowdownMeasure : IMeasure
{
    private const int Runs = 7;

    /// <summary>A training lasts hours: what the compiler does in its first seconds is no part of a point's price.</summary>
    private const int WarmUps = 10;
    private const int Steps = 1500;
    private const int Values = 10;

    public string Name => "csharp-loop";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var work = Calibrate();
        await using (var server = await ServerProcess.MonitorAsync())
        {
            var (slower, processor) = Compare(work, server.Url.AbsoluteUri);
            yield return Slower("up", slower);
            yield return new Figure("  processor time of the SDK for each point", processor, "µs", "≤ 3", value => value <= 3);
        }

        yield return Slower("down", Compare(work, "http://127.0.0.1:9").Slower);
        using var hung = new TcpListener(IPAddress.Loopback, 0);
        hung.Start();
        yield return Slower("hung", Compare(work, $"http://{hung.LocalEndpoint}").Slower);
    }

    private static Figure Slower(string server, List<double> values) =>
        new($"C#: loop of 1,000 it/s × 10 values, slower by, server {server}", values, "%", "≤ 2", value => value <= 2);

    private static (List<double> Slower, List<double> Processor) Compare(int work, string url)
    {
        List<double> slower = [], processor = [];
        using var folder = new JournalScratch();
        using var monitor = new TrainingMonitorClient(folder.Options(url));
        var row = monitor.Row([.. Enumerable.Range(0, Values).Select(i => $"metric/{i}")]);
        var at = 0;
        for (var run = -WarmUps; run < Runs; run++)
        {
            var bare = Loop(work, null, 0);
            var logged = Loop(work, row, at);
            at += Steps;
            if (run >= 0)
            {
                slower.Add(((logged.Wall / bare.Wall) - 1) * 100);
                processor.Add((logged.Processor - bare.Processor).TotalMicroseconds / (Steps * Values));
            }
        }

        return (slower, processor);
    }

    private static (TimeSpan Wall, TimeSpan Processor) Loop(int work, MetricRow? row, long first)
    {
        using var process = Process.GetCurrentProcess();
        var (processor, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        for (var step = first; step < first + Steps; step++)
        {
            var loss = Spin(work);
            row?.Log(step, loss, loss + 1, loss + 2, loss + 3, loss + 4, loss + 5, loss + 6, loss + 7, loss + 8, loss + 9);
        }

        var wall = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        return (wall, process.TotalProcessorTime - processor);
    }

    /// <summary>As many turns as take about a millisecond.</summary>
    private static int Calibrate()
    {
        const int Turns = 1_000_000;
        Spin(Turns);
        var started = Stopwatch.GetTimestamp();
        Spin(Turns);
        return (int)(Turns / Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static double Spin(int turns)
    {
        var x = 0.5;
        for (var i = 0; i < turns; i++)
        {
            x = 3.7 * x * (1 - x);
        }

        return x;
    }
}
