using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Puts a run together from its row and its points, as every face of the program shows it.</summary>
internal static class RunView
{
    private const long StalledAfter = 60_000_000;

    /// <summary>The run as it is committed.</summary>
    public static Run Of(RunEntry entry, TimeProvider time) => Of(entry, entry.Now, entry.Cursor, Instant.Now(time));

    public static Run Of(RunEntry entry, RunRow row, long cursor, Instant now)
    {
        var series = entry.Series;
        var run = row.Run;
        var config = row.ReadConfig(series.Damaged);
        lock (series.Gate)
        {
            var metrics = new Dictionary<string, MetricSummary>(series.Metrics.Count, StringComparer.Ordinal);
            foreach (var metric in series.Metrics)
            {
                if (metric.Count > 0)
                {
                    metrics.Add(metric.Name, metric.ToSummary(MetricGoals.Of(metric.Name, row.Goals)));
                }
            }

            var pace = series.Rate.SecondsPerStep;
            var isRunning = run.Status == RunStatus.Running;
            return run with
            {
                Config = config,
                Step = series.LastStep,
                Epoch = EpochOf(run, metrics, series.LastStep),
                Progress = series.LastStep is { } step && run.TotalSteps is > 0 and var total ? Math.Clamp(100.0 * step / total, 0, 100) : null,
                EtaSeconds = isRunning && pace is { } seconds && series.LastStep is { } at && run.TotalSteps is { } all ? Math.Max(0, all - at) * seconds : null,
                StepRate = isRunning && pace is > 0 and var each ? 1 / each : null,
                Stalled = isRunning && IsStalled(series, pace, now),
                HeartbeatAt = entry.HeartbeatAt,
                Metrics = metrics,
                Primary = PrimaryMetrics.Resolve(row.Primary, metrics.ContainsKey, metrics.Keys),
                Cursor = cursor,
            };
        }
    }

    private static double? EpochOf(Run run, Dictionary<string, MetricSummary> metrics, long? step)
    {
        if (metrics.TryGetValue("epoch", out var logged))
        {
            return logged.Latest;
        }

        return step is { } at && run.StepsPerEpoch is > 0 and var each ? Math.Max(1, Math.Floor((at - 1) / (double)each) + 1) : null;
    }

    private static bool IsStalled(RunSeries series, double? pace, Instant now) =>
        series.ArrivedAt > 0 && now.Microseconds - series.ArrivedAt > Math.Max(StalledAfter, 5e6 * (pace ?? 0));
}
