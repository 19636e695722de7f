using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>The table of runs: 100,000 of them with 20 config keys and 20 metrics each, filtered to 1 % and sorted.</summary>
internal sealed class RunListMeasure : IMeasure
{
    private const int Runs = 100_000;

    public string Name => "runs";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var folder = new BenchFolder();
        await FillAsync(folder, Runs);
        var query = new RunQuery
        {
            Metrics = [new MetricComparison("metric_7", MetricField.Latest, ComparisonOperator.Lt, 0.01)],
            Sort = "-metric.metric_3.min",
        };
        yield return (await Timing.OfAsync(() => _ = folder.Store.Runs.List(query))).Milliseconds("100,000 runs: filter to 1 % by a metric, sort by another", 50);
        var byConfig = new RunQuery { Config = [new FieldComparison("key_5", ComparisonOperator.Lt, "10")], Sort = "config.key_9" };
        yield return (await Timing.OfAsync(() => _ = folder.Store.Runs.List(byConfig))).Milliseconds("100,000 runs: filter to 1 % by a config key, sort by another", 50);
        var byText = new RunQuery { Text = "run 77", Sort = "name" };
        yield return (await Timing.OfAsync(() => _ = folder.Store.Runs.List(byText))).Milliseconds("100,000 runs: search by text, sort by name", 50);
        string[] facets =
        [
            "status", "project", "tags", "created_at", .. Enumerable.Range(0, 6).Select(key => $"config.key_{key}"), .. Enumerable.Range(0, 6).Select(metric => $"metric.metric_{metric}"),
        ];
        yield return (await Timing.OfAsync(() => _ = folder.Store.Runs.Facets(new RunQuery(), facets, 24))).Milliseconds("100,000 runs: 16 facets of all of them", 50);
        yield return (await Timing.OfAsync(() => _ = folder.Store.Runs.Facets(query, facets, 24))).Milliseconds("  of the 1 % that a filter leaves", 50);
        yield return (await Timing.OfAsync(folder.RestartAsync, runs: 3)).Milliseconds("open a store with 100,000 runs");
        var watch = Stopwatch.GetTimestamp();
        _ = folder.Store.Runs.List(query);
        yield return new Figure("  first filter and sort by metrics after that", [Stopwatch.GetElapsedTime(watch).TotalMilliseconds], "ms");
    }

    /// <summary>The store with so many runs, all ended.</summary>
    public static async Task FillAsync(BenchFolder folder, int runs)
    {
        var pending = new List<Task>();
        for (var i = 0; i < runs; i++)
        {
            pending.Add(AddAsync(folder, i));
            if (pending.Count == 2000)
            {
                await Task.WhenAll(pending);
                pending.Clear();
            }
        }

        await Task.WhenAll(pending);
    }

    private static async Task AddAsync(BenchFolder folder, int i)
    {
        var config = new StringBuilder("{");
        for (var key = 0; key < 20; key++)
        {
            config.Append(CultureInfo.InvariantCulture, $"{(key == 0 ? "" : ",")}\"key_{key}\":{(i * 31 + (key * 7919)) % 1000}");
        }

        var run = (await folder.Store.Runs.CreateAsync(new NewRun { Name = $"run {i}", Config = JsonElement.Parse(config.Append('}').ToString()) })).Id;
        await folder.Store.Points.AppendAsync(
            run,
            new PointBatch
            {
                Rows = 1,
                Steps = [i],
                Times = [i],
                Metrics = [.. Enumerable.Range(0, 20).Select(metric => new MetricColumn($"metric_{metric}", [((i * 37) + (metric * 101)) % 1000 / 1000.0], null))],
            },
            default);
        await folder.Store.Runs.UpdateAsync(run, new RunUpdate { Status = RunStatus.Completed }, default);
    }
}
