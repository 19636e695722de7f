namespace TrainingMonitor.Benchmarks;

internal static class Percentiles
{
    /// <summary>The value below which <paramref name="p"/> percent of the values lie; the nearest one, never invented.</summary>
    public static double Of(IEnumerable<double> values, double p)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(p / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
