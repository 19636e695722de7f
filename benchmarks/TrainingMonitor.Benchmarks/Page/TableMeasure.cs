using TrainingMonitor.Benchmarks.Server;
using TrainingMonitor.Benchmarks.Storage;

namespace TrainingMonitor.Benchmarks.Page;

/// <summary>The table of 100,000 runs in Chromium: scrolling by many rows a frame, jumping far, sorting.</summary>
internal sealed class TableMeasure : IMeasure
{
    private const int Runs = 100_000;

    public string Name => "page-table";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var folder = new BenchFolder();
        await RunListMeasure.FillAsync(folder, Runs);
        await folder.CloseAsync();
        await using var server = await ServerProcess.MonitorOnAsync(folder.Path);
        var said = await PageScript.RunAsync("table", server.Url);
        yield return new Figure("page: 100,000 runs scroll, 12 rows a frame", said["frame_ms"], "ms between frames, p95", "≤ 34", value => value <= 34);
        yield return new Figure("  frames longer than 50 ms", said["slow_percent"], "%", "≤ 1", value => value <= 1);
        yield return new Figure("  a jump to elsewhere, until its rows stand there", said["jump_ms"], "ms");
        yield return new Figure("  sorted by name, until the first row stands there", said["sort_ms"], "ms");
    }
}
