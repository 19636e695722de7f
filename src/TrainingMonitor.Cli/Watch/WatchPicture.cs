using System.Globalization;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Cli.Watch;

/// <summary>What a terminal of a given size shows of a run: lines of text, each at most so wide. A pure function of its arguments.</summary>
internal static class WatchPicture
{
    private const int HeadLines = 3;
    private const int ConsoleLines = 4;
    private const int LeastPlot = 3;
    private const int GreatestPlot = 10;
    private const int BarWidth = 24;

    public static IReadOnlyList<string> Draw(LiveRun live, IReadOnlyList<string> wanted, string? trouble, int width, int height, DateTimeOffset now)
    {
        var run = live.Now!;
        var lines = new List<string>
        {
            $"{Words.Plain(run.Name)}  {Words.Of(run.Status)}  {run.Id}",
            Progress(run, now),
            trouble is null ? "" : $"no connection ({Words.Plain(trouble)}); trying again",
        };
        var room = height - HeadLines - ConsoleLines - 1;
        var keys = Keys(run, live, wanted).Take(Math.Max(1, room / (LeastPlot + 1))).ToArray();
        var plot = keys.Length == 0 ? 0 : Math.Clamp((room / keys.Length) - 1, LeastPlot, GreatestPlot);
        foreach (var key in keys)
        {
            lines.Add(Title(key, live.Curves[key], run.Metrics.GetValueOrDefault(key)));
            lines.AddRange(BraillePlot.Draw(live.Curves[key], width, plot));
        }

        lines.AddRange(live.Lines.TakeLast(ConsoleLines));
        return [.. lines.Take(Math.Max(1, height - 1)).Select(line => Words.Cut(line, width))];
    }

    private static string Progress(Run run, DateTimeOffset now)
    {
        var parts = new List<string>();
        if (run.Progress is { } percent)
        {
            var full = (int)(percent / 100 * BarWidth);
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"[{new string('█', full)}{new string('░', BarWidth - full)}] {percent:0.0} %"));
        }

        parts.Add($"step {Words.Steps(run)}");
        if (run.Epoch is { } epoch)
        {
            parts.Add($"epoch {Words.Of((double?)epoch)}{(run.Epochs is { } epochs ? $"/{epochs}" : "")}");
        }

        if (run.StepRate is { } rate)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{rate:0.0} it/s"));
        }

        parts.Add($"elapsed {Words.Duration(Words.Elapsed(run, now))}");
        if (run.EtaSeconds is { } left)
        {
            parts.Add($"left {Words.Duration(TimeSpan.FromSeconds(left))}");
        }

        return string.Join("  ", parts);
    }

    private static string Title(string key, Curve curve, MetricSummary? metric)
    {
        var bad = curve.NonFinite > 0 ? $"  NaN or infinite: {curve.NonFinite}" : "";
        var extremes = metric?.Min is null ? "" : $"  min {Words.Of(metric.Min)} @{metric.MinStep}  max {Words.Of(metric.Max)} @{metric.MaxStep}";
        return $"{Words.Plain(key)} {Words.Of((double?)curve.Latest)}{extremes}{bad}";
    }

    /// <summary>The wanted ones; else loss, accuracy and learning rate first, then the rest by name.</summary>
    private static IEnumerable<string> Keys(Run run, LiveRun live, IReadOnlyList<string> wanted) => wanted.Count > 0
        ? wanted.Where(live.Curves.ContainsKey)
        : ((string?[])[run.Primary.Loss, run.Primary.Accuracy, run.Primary.Lr]).OfType<string>().Concat(live.Curves.Keys.Order(StringComparer.Ordinal)).Distinct().Where(live.Curves.ContainsKey);
}
