using TrainingMonitor.Contract;

namespace TrainingMonitor.Tests.Series;

/// <summary>Small batches for tests.</summary>
internal static class Batches
{
    public const long Start = 1_763_805_000_000_000;

    public static PointBatch Of(string metric, long firstStep, params double[] values) => new()
    {
        Rows = values.Length,
        Steps = [.. Enumerable.Range(0, values.Length).Select(i => firstStep + i)],
        Times = [.. Enumerable.Range(0, values.Length).Select(i => Start + ((firstStep + i) * 1000))],
        Metrics = [new MetricColumn(metric, values, null)],
    };

    public static PointBatch From(string writer, long seq, string metric, long firstStep, params double[] values)
    {
        var batch = Of(metric, firstStep, values);
        return new PointBatch { Rows = batch.Rows, Steps = batch.Steps, Times = batch.Times, Metrics = batch.Metrics, Writer = writer, Seq = seq };
    }

    public static PointBatch At(string metric, long[] steps, double[] values) => new()
    {
        Rows = values.Length,
        Steps = steps,
        Times = [.. Enumerable.Range(0, values.Length).Select(i => Start + (i * 1000L))],
        Metrics = [new MetricColumn(metric, values, null)],
    };
}
