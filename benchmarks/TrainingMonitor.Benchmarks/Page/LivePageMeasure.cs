using TrainingMonitor.Benchmarks.Server;

namespace TrainingMonitor.Benchmarks.Page;

/// <summary>What a page does while a run is live: its longest task, and what an hour of steps leaves on its heap.</summary>
internal sealed class LivePageMeasure : IMeasure
{
    /// <summary>By then every curve holds as many cells as it ever will.</summary>
    private const int Settled = 3;

    public string Name => "page-live";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        var said = await PageScript.RunAsync("live", server.Url);
        foreach (var page in (string[])["terminal", "run"])
        {
            yield return new Figure($"page: longest task of {page} while live, 10 it/s × 10 scalars", said[page + "_longest_task_ms"], "ms, 0 = none above 50", "≤ 50", value => value <= 50);
        }

        var heap = said["heap_mb"];
        yield return new Figure("page: heap during an hour of steps, 60 times as fast", heap, "MB");
        yield return new Figure("  grown from its 15th to its 60th minute", [heap[^1] - heap[Settled - 1]], "MB", "≤ 1", value => value <= 1);
    }
}
