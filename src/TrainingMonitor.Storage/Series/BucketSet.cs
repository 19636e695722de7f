using System.Buffers;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Gathers points in buckets, exactly as if each had been drawn: a bucket's first is the least x, the earliest of equals; its
/// last the greatest, the latest of equals. Pieces say how early they arrived, so they may be added in any order, by several
/// threads to sets of their own, and overlap in x.
/// </summary>
internal sealed class BucketSet : IDisposable
{
    private readonly Bucket[] _buckets;

    public BucketSet(BucketAxis axis)
    {
        Axis = axis;
        _buckets = ArrayPool<Bucket>.Shared.Rent(axis.Buckets);
        Buckets.Clear();
    }

    public BucketAxis Axis { get; }

    private Span<Bucket> Buckets => _buckets.AsSpan(0, Axis.Buckets);

    /// <summary>Adds what is known of points that all fall in one bucket.</summary>
    /// <param name="bucket">Where they fall.</param>
    /// <param name="added">At least one point.</param>
    /// <param name="firstKey">Their least x, as steps or microseconds.</param>
    /// <param name="lastKey">Their greatest x.</param>
    /// <param name="order">Where they come in order of arrival; points of the same order are added in theirs.</param>
    public void Add(int bucket, in PointSummary added, long firstKey, long lastKey, int order)
    {
        var (first, last) = (new End(firstKey, order), new End(lastKey, order));
        Join(ref _buckets[bucket], added, first, last, first, last);
    }

    /// <summary>Adds all that another set of the same axis has.</summary>
    public void Add(BucketSet other)
    {
        for (var i = 0; i < Axis.Buckets; i++)
        {
            ref readonly var bucket = ref other._buckets[i];
            if (bucket.Summary.Count > 0)
            {
                Join(ref _buckets[i], bucket.Summary, bucket.First, bucket.Last, bucket.FirstFinite, bucket.LastFinite);
            }
        }
    }

    public BucketColumns ToColumns(string runId, string key, int segment)
    {
        var (filled, total) = (0, 0L);
        foreach (ref readonly var bucket in Buckets)
        {
            filled += bucket.Summary.Count > 0 ? 1 : 0;
            total += bucket.Summary.Count;
        }

        var columns = Columns(runId, key, segment, filled, total);
        var at = 0;
        foreach (ref readonly var bucket in Buckets)
        {
            ref readonly var summary = ref bucket.Summary;
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

    public void Dispose() => ArrayPool<Bucket>.Shared.Return(_buckets);

    private static void Join(ref Bucket bucket, in PointSummary added, End first, End last, End firstFinite, End lastFinite)
    {
        ref var summary = ref bucket.Summary;
        if (summary.Count == 0 || first.IsBefore(bucket.First))
        {
            bucket.First = first;
            (summary.FirstStep, summary.FirstTime) = (added.FirstStep, added.FirstTime);
        }

        if (summary.Count == 0 || !last.IsBefore(bucket.Last))
        {
            bucket.Last = last;
            (summary.LastStep, summary.LastTime) = (added.LastStep, added.LastTime);
        }

        if (added.Finite > 0)
        {
            JoinFinite(ref bucket, added, firstFinite, lastFinite);
        }

        summary.Count += added.Count;
        summary.Nan += added.Nan;
        summary.PosInf += added.PosInf;
        summary.NegInf += added.NegInf;
    }

    private static void JoinFinite(ref Bucket bucket, in PointSummary added, End first, End last)
    {
        ref var summary = ref bucket.Summary;
        var isFirst = summary.Finite == 0;
        if (isFirst || first.IsBefore(bucket.FirstFinite))
        {
            bucket.FirstFinite = first;
            summary.First = added.First;
        }

        if (isFirst || !last.IsBefore(bucket.LastFinite))
        {
            bucket.LastFinite = last;
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

    /// <summary>Where a bucket begins or ends: the x of that point, and how early it arrived among equals.</summary>
    private readonly record struct End(long Key, int Order)
    {
        public bool IsBefore(End other) => Key < other.Key || (Key == other.Key && Order < other.Order);
    }

    private struct Bucket
    {
        public PointSummary Summary;
        public End First;
        public End Last;
        public End FirstFinite;
        public End LastFinite;
    }
}
