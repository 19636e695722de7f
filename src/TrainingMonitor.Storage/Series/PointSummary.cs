namespace TrainingMonitor.Storage;

/// <summary>
/// What a chart needs of many points: the entry of the pyramid and of a bucket. First, last, min, max and sum are over
/// finite values and mean nothing when there is none.
/// </summary>
internal struct PointSummary
{
    public long Count;
    public long Nan;
    public long PosInf;
    public long NegInf;
    public double First;
    public double Last;
    public double Min;
    public double Max;
    public double Sum;
    public long FirstStep;
    public long LastStep;
    public long FirstTime;
    public long LastTime;

    public readonly long Finite => Count - Nan - PosInf - NegInf;

    /// <summary>Summarises points that follow one another; there must be at least one.</summary>
    public static PointSummary Of(ReadOnlySpan<long> steps, ReadOnlySpan<long> times, ReadOnlySpan<double> values)
    {
        var summary = OfValues(values);
        (summary.FirstStep, summary.LastStep) = (steps[0], steps[^1]);
        (summary.FirstTime, summary.LastTime) = (times[0], times[^1]);
        return summary;
    }

    public static PointSummary OfValues(ReadOnlySpan<double> values)
    {
        var summary = new PointSummary { Count = values.Length };
        var (min, max, sum) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        foreach (var value in values)
        {
            // One comparison finds NaN and both infinities.
            if (!(Math.Abs(value) <= double.MaxValue))
            {
                summary.CountNonFinite(value);
                continue;
            }

            min = Math.Min(min, value);
            max = Math.Max(max, value);
            sum += value;
        }

        (summary.Min, summary.Max, summary.Sum) = (min, max, sum);
        if (summary.Finite > 0)
        {
            (summary.First, summary.Last) = Ends(values);
        }

        return summary;
    }

    private static (double First, double Last) Ends(ReadOnlySpan<double> values)
    {
        var (first, last) = (0, values.Length - 1);
        while (!double.IsFinite(values[first]))
        {
            first++;
        }

        while (!double.IsFinite(values[last]))
        {
            last--;
        }

        return (values[first], values[last]);
    }

    private void CountNonFinite(double value)
    {
        if (double.IsNaN(value))
        {
            Nan++;
        }
        else if (value > 0)
        {
            PosInf++;
        }
        else
        {
            NegInf++;
        }
    }
}
