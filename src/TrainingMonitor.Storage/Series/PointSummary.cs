using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        if (values.Length >= Vector256<double>.Count && TryAllFinite(values, out var finite))
        {
            return finite;
        }

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

    /// <summary>Adds later points: the least step's first value and the greatest step's last value stay or become the ends.</summary>
    public void Join(in PointSummary later)
    {
        var (had, adds) = (Finite > 0, later.Finite > 0);
        if (later.FirstStep < FirstStep)
        {
            (FirstStep, FirstTime) = (later.FirstStep, later.FirstTime);
            First = adds ? later.First : First;
        }

        if (later.LastStep >= LastStep)
        {
            (LastStep, LastTime) = (later.LastStep, later.LastTime);
            Last = adds ? later.Last : Last;
        }

        if (adds)
        {
            First = had ? First : later.First;
            Last = had ? Last : later.Last;
            Min = had ? Math.Min(Min, later.Min) : later.Min;
            Max = had ? Math.Max(Max, later.Max) : later.Max;
            Sum = had ? Sum + later.Sum : later.Sum;
        }

        Count += later.Count;
        Nan += later.Nan;
        PosInf += later.PosInf;
        NegInf += later.NegInf;
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

    /// <summary>The usual case, several values at a time; false when a value is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryAllFinite(ReadOnlySpan<double> values, out PointSummary summary)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        var (min, max, sum) = (Vector256.Create(double.PositiveInfinity), Vector256.Create(double.NegativeInfinity), Vector256<double>.Zero);
        var check = Vector256<double>.Zero;
        var i = 0;
        for (; i + Vector256<double>.Count <= values.Length; i += Vector256<double>.Count)
        {
            var some = Vector256.LoadUnsafe(ref from, (nuint)i);
            min = Vector256.MinNative(min, some);
            max = Vector256.MaxNative(max, some);
            sum += some;

            // Infinity times 0 is NaN, and NaN stays.
            check += some * Vector256<double>.Zero;
        }

        summary = new PointSummary { Count = values.Length, First = values[0], Last = values[^1] };
        (summary.Min, summary.Max, summary.Sum) = (double.PositiveInfinity, double.NegativeInfinity, Vector256.Sum(sum));
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
        {
            summary.Min = Math.Min(summary.Min, min[lane]);
            summary.Max = Math.Max(summary.Max, max[lane]);
        }

        var rest = 0.0;
        for (; i < values.Length; i++)
        {
            summary.Min = Math.Min(summary.Min, values[i]);
            summary.Max = Math.Max(summary.Max, values[i]);
            summary.Sum += values[i];
            rest += values[i] * 0;
        }

        return Vector256.Sum(check) + rest == 0;
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
