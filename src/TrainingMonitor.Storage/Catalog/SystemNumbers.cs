using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The numbers of a sample by the names that history gives them.</summary>
internal static class SystemNumbers
{
    public static IEnumerable<(string Name, double Value)> Of(SystemSample sample) =>
        All(sample).Where(number => number.Value is { } value && double.IsFinite(value)).Select(number => (number.Name, number.Value!.Value));

    private static IEnumerable<(string Name, double? Value)> All(SystemSample sample)
    {
        yield return ("cpu_percent", sample.CpuPercent);
        yield return ("memory_used", sample.MemoryUsed);
        yield return ("memory_total", sample.MemoryTotal);
        yield return ("disk_used", sample.DiskUsed);
        yield return ("disk_total", sample.DiskTotal);
        yield return ("net_rx", sample.NetRx);
        yield return ("net_tx", sample.NetTx);
        foreach (var gpu in sample.Gpus ?? [])
        {
            yield return ($"gpu{gpu.Index}/utilization", gpu.Utilization);
            yield return ($"gpu{gpu.Index}/memory_used", gpu.MemoryUsed);
            yield return ($"gpu{gpu.Index}/memory_total", gpu.MemoryTotal);
            yield return ($"gpu{gpu.Index}/temperature", gpu.Temperature);
            yield return ($"gpu{gpu.Index}/power", gpu.Power);
        }
    }
}

/// <summary>What is left of several values of one number.</summary>
internal readonly record struct NumberSummary(double Min, double Max, double Sum, long Count)
{
    public static NumberSummary Of(double value) => new(value, value, value, 1);

    public double Mean => Sum / Count;

    public NumberSummary With(NumberSummary other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max), Sum + other.Sum, Count + other.Count);
}
