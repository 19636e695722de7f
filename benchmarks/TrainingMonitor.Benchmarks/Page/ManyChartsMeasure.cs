using TrainingMonitor.Benchmarks.Server;

namespace TrainingMonitor.Benchmarks.Page;

/// <summary>A page of 50 charts × 20 runs, and the zooming and panning of 100 lines beside bare uPlot with the same points.</summary>
internal sealed class ManyChartsMeasure : IMeasure
{
    private const double WithinBare = 1.5;

    public string Name => "page-charts";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        var grid = await PageScript.RunAsync("grid", server.Url);
        yield return new Figure("page: 50 charts × 20 runs, those in sight painted after their data", grid["visible_ms"], "ms", "≤ 300", value => value <= 300);

        var zoom = await PageScript.RunAsync("zoom", server.Url);
        foreach (var kind in (string[])["zoom", "pan"])
        {
            var (ours, bare) = (zoom[$"ours_{kind}_ms"], zoom[$"bare_{kind}_ms"]);
            yield return new Figure($"page: one step of a {kind} over 100 lines", ours, "ms of the page's thread");
            yield return new Figure("  bare uPlot, same points", bare, "ms of the page's thread");
            yield return new Figure("  of bare uPlot's", [Percentiles.Of(ours, 50) / Percentiles.Of(bare, 50)], "×", $"≤ {WithinBare}", value => value <= WithinBare);
            yield return new Figure("  from frame to frame", zoom[$"ours_{kind}_frame_ms"], "ms");
            yield return new Figure("  bare uPlot's", zoom[$"bare_{kind}_frame_ms"], "ms");
        }
    }
}
