using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Gathers points in buckets, exactly as if each had been drawn. Pieces come in arrival order and may overlap in x: a
/// bucket's first is the least x, the earliest of equals; its last the greatest, the latest of equals.
/// </summary>
internal sealed class BucketSet(BucketAxis axis)
{
    private readonly long[] _firstKey = Filled(axis.Buckets, long.MaxValue);
    private readonly long[] _lastKey = Filled(axis.Buckets, long.MinValue);
    private readonly long[] _firstFiniteKey = Filled(axis.Buckets, long.MaxValue);
    private readonly long[] _lastFiniteKey = Filled(axis.Buckets, long.MinValue);
    private readonly PointSummary[] _summaries = new PointSummary[axis.Buckets];

    public BucketAxis Axis => axis;

    /// <summary>Adds what is known of points that all fall in one bucket.</summary>
    /// <param name="bucket">Where they fall.</param>
    /// <param name="added">At least one point.</param>
    /// <param name="firstKey">Their least x, as steps or microseconds.</param>
    /// <param name="lastKey">Their greatest x.</param>
    public void Add(int bucket, in PointSummary added, long firstKey, long lastKey)
    {
        ref var summary = ref _summaries[bucket];
        if (summary.Count == 0 || firstKey < _firstKey[bucket])
        {
            _firstKey[bucket] = firstKey;
            (summary.FirstStep, summary.FirstTime) = (added.FirstStep, added.FirstTime);
        }

        if (summary.Count == 0 || lastKey >= _lastKey[bucket])
        {
            _lastKey[bucket] = lastKey;
            (summary.LastStep, summary.LastTime) = (added.LastStep, added.LastTime);
        }

        if (added.Finite > 0)
        {
            AddFinite(bucket, ref summary, added, firstKey, lastKey);
        }

        summary.Count += added.Count;
        summary.Nan += added.Nan;
        summary.PosInf += added.PosInf;
        summary.NegInf += added.NegInf;
    }

    public BucketColumns ToColumns(string runId, string key, int segment)
    {
        var filled = _summaries.Count(summary => summary.Count > 0);
        var columns = Columns(runId, key, segment, filled, _summaries.Sum(summary => summary.Count));
        var at = 0;
        foreach (ref readonly var summary in _summaries.AsSpan())
        {
            if (summary.Count == 0)
            {
                continue;
            }

            var isEmpty = summary.Finite == 0;
            (columns.FirstStep[at], columns.LastStep[at]) = (summary.FirstStep, summary.LastStep);
            (columns.FirstTime[at], columns.LastTime[at]) = (summary.FirstTime, summary.LastTime);
            (columns.First[at], columns.Last[at]) = isEmpty ? (double.NaN, double.NaN) : (summary.First, summary.Last);
            (columns.Min[at], columns.Max[at]) = isEmpty ? (double.NaN, double.NaN) : (summary.Min, summary.Max);
            columns.Sum[at] = isEmpty ? double.NaN : summary.Sum;
            (columns.Count[at], columns.Nan[at]) = (summary.Count, summary.Nan);
            (columns.PosInf[at], columns.NegInf[at]) = (summary.PosInf, summary.NegInf);
            at++;
        }

        return columns;
    }

    private void AddFinite(int bucket, ref PointSummary summary, in PointSummary added, long firstKey, long lastKey)
    {
        var isFirst = summary.Finite == 0;
        if (isFirst || firstKey < _firstFiniteKey[bucket])
        {
            _firstFiniteKey[bucket] = firstKey;
            summary.First = added.First;
        }

        if (isFirst || lastKey >= _lastFiniteKey[bucket])
        {
            _lastFiniteKey[bucket] = lastKey;
            summary.Last = added.Last;
        }

        summary.Min = isFirst ? added.Min : Math.Min(summary.Min, added.Min);
        summary.Max = isFirst ? added.Max : Math.Max(summary.Max, added.Max);
        summary.Sum = isFirst ? added.Sum : summary.Sum + added.Sum;
    }

    private static BucketColumns Columns(string runId, string key, int segment, int filled, long total) => new()
    {
        RunId = runId,
        Key = key,
        Segment = segment,
        Total = total,
        FirstStep = new long[filled],
        LastStep = new long[filled],
        FirstTime = new long[filled],
        LastTime = new long[filled],
        First = new double[filled],
        Last = new double[filled],
        Min = new double[filled],
        Max = new double[filled],
        Sum = new double[filled],
        Count = new long[filled],
        Nan = new long[filled],
        PosInf = new long[filled],
        NegInf = new long[filled],
    };

    private static long[] Filled(int count, long value)
    {
        var array = new long[count];
        Array.Fill(array, value);
        return array;
    }
}
