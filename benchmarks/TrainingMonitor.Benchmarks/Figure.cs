namespace TrainingMonitor.Benchmarks;

/// <summary>One line of the performance table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Values">One value per run; the median is quoted.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Target">The budget in words, or empty where there is none.</param>
/// <param name="Meets">Whether a value is within the budget.</param>
internal sealed record Figure(string What, IReadOnlyList<double> Values, string Unit, string Target = "", Func<double, bool>? Meets = null)
{
    public double Median => Percentile(50);

    public double Min => Values.Min();

    public double Max => Values.Max();

    private double Percentile(double p) => Percentiles.Of(Values, p);
}
