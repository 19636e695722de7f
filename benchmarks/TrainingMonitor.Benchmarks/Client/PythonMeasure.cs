using System.Diagnostics;
using System.Text.Json;
using TrainingMonitor.Benchmarks.Server;

namespace TrainingMonitor.Benchmarks.Client;

/// <summary>What logging costs a Python training, as <c>python/bench/log_overhead.py</c> measures it, against a real server.</summary>
internal sealed class PythonMeasure : IMeasure
{
    public string Name => "python-log";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        foreach (var python in Pythons())
        {
            var start = new ProcessStartInfo(python, [Path.Combine(Published.Root, "python", "bench", "log_overhead.py"), "--url", server.Url.AbsoluteUri])
            {
                RedirectStandardOutput = true,
            };
            using var script = Process.Start(start)!;
            var said = await script.StandardOutput.ReadToEndAsync();
            await script.WaitForExitAsync();
            var rounds = JsonSerializer.Deserialize<Dictionary<string, double[]>>(said)!;

            yield return new Figure($"{python}: one call, one scalar, tight loop, server connected", rounds["tight_p50_us"], "µs p50", "≤ 1.5", value => value <= 1.5);
            yield return new Figure("  the same at 1,000 calls a second", rounds["paced_p99.9_us"], "µs p99.9", "≤ 100", value => value <= 100);
            yield return new Figure("  a bare append to a deque, at the same moments", rounds["paced_bare_p99.9_us"], "µs p99.9");
            yield return new Figure("  import, one point and leaving, above an empty process", rounds["start_to_end_ms"], "ms", "≤ 150", value => value <= 150);
            foreach (var state in (string[])["up", "down", "hung"])
            {
                yield return new Figure($"  loop of 1,000 it/s × 10 values, slower by, server {state}", rounds[$"slowdown_{state}_percent"], "%", "≤ 2", value => value <= 2);
            }

            yield return new Figure("  processor time beside the loop for each point", rounds["client_cpu_us_per_point"], "µs", "≤ 3", value => value <= 3);
        }
    }

    /// <summary>The one in use and the system's: compiled with and without optimizations, the same code differs by a factor of two.</summary>
    private static IEnumerable<string> Pythons()
    {
        yield return "python3";
        const string Systems = "/usr/bin/python3";
        var inUse = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
        if (File.Exists(Systems) && inUse != Systems)
        {
            yield return Systems;
        }
    }
}
