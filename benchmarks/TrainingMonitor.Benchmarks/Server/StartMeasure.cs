namespace TrainingMonitor.Benchmarks.Server;

/// <summary>Ready after start, and what it weighs then, beside an empty web application; the two in turn.</summary>
internal sealed class StartMeasure : IMeasure
{
    private const int Runs = 9;

    public string Name => "start";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        List<double> monitor = [], empty = [], ratio = [], resident = [], residentRatio = [];
        for (var run = -1; run < Runs; run++)
        {
            await using var bare = await ServerProcess.EmptyAsync();
            await using var full = await ServerProcess.MonitorAsync();
            await bare.Http.GetStringAsync("/health");
            await full.Http.GetStringAsync("/health");
            await Task.Delay(500);
            if (run < 0)
            {
                continue;
            }

            empty.Add(bare.StartTime.TotalMilliseconds);
            monitor.Add(full.StartTime.TotalMilliseconds);
            ratio.Add(full.StartTime / bare.StartTime);
            resident.Add(full.ResidentBytes / 1e6);
            residentRatio.Add((double)full.ResidentBytes / bare.ResidentBytes);
        }

        yield return new Figure("empty ASP.NET Core app: ready after start", empty, "ms");
        yield return new Figure("tmon serve, empty store: ready after start", monitor, "ms");
        yield return new Figure("  ratio", ratio, "×", "≤ 1.6", value => value <= 1.6);
        yield return new Figure("tmon serve: idle resident memory", resident, "MB");
        yield return new Figure("  ratio to the empty app", residentRatio, "×", "≤ 1.5", value => value <= 1.5);
    }
}
