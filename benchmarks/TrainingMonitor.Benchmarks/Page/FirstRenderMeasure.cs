using TrainingMonitor.Benchmarks.Server;

namespace TrainingMonitor.Benchmarks.Page;

/// <summary>How soon each page stands painted once its data is there: in a browser that has nothing of it cached or compiled, and come to from another page.</summary>
internal sealed class FirstRenderMeasure : IMeasure
{
    public string Name => "page-render";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        foreach (var (page, times) in await PageScript.RunAsync("pages", server.Url))
        {
            yield return new Figure($"page: first render of {page} after its data", times, "ms", "≤ 100", value => value <= 100);
        }
    }
}
