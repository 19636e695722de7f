namespace TrainingMonitor.Storage;

/// <summary>Answers for one line: its bounds, how many points lie in a range, those points, or buckets of them.</summary>
internal sealed class SeriesScan(SeriesLine line, SeriesLens lens, PieceSource source, ChunkReads reads)
{
    private readonly PointColumns[] _tails = [.. line.Parts.Select(part => part.Tail?.Read().Before(part.Cut) ?? PointColumns.Empty)];

    /// <summary>The least and greatest x, in the store's unit; null when the line has no point.</summary>
    public (long Least, long Greatest)? Bounds()
    {
        var (least, greatest) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < line.Parts.Count; i++)
        {
            var part = line.Parts[i];
            var pieces = source.Narrow(part.Key, part.Edges, (in IndexEntry entry, int _) => JudgeCut(entry, part.Cut));
            foreach (var (piece, points) in reads.Decode(part, pieces))
            {
                if (points is null)
                {
                    (least, greatest) = (Math.Min(least, lens.Least(piece.Entry)), Math.Max(greatest, lens.Greatest(piece.Entry)));
                }
                else
                {
                    Widen(points, ref least, ref greatest);
                }
            }

            Widen(_tails[i], ref least, ref greatest);
        }

        return least > greatest ? null : (least, greatest);
    }

    /// <summary>Points with from ≤ x ≤ to.</summary>
    public long Count(BucketAxis axis)
    {
        long count = 0;
        for (var i = 0; i < line.Parts.Count; i++)
        {
            var part = line.Parts[i];
            var pieces = source.Narrow(part.Key, part.Edges, (in IndexEntry entry, int _) => JudgeRange(entry, part.Cut, axis));
            foreach (var (piece, points) in reads.Decode(part, pieces))
            {
                count += points is null ? piece.Entry.Summary.Count : CountOf(points, axis);
            }

            count += CountOf(_tails[i], axis);
        }

        return count;
    }

    /// <summary>Those points, in step order.</summary>
    public PointColumns Points(BucketAxis axis)
    {
        var all = new List<PointColumns>();
        for (var i = 0; i < line.Parts.Count; i++)
        {
            var part = line.Parts[i];
            var pieces = source.Narrow(
                part.Key,
                part.Edges,
                (in IndexEntry entry, int _) => JudgeRange(entry, part.Cut, axis) == Verdict.Skip ? Verdict.Skip : Verdict.Split);
            all.AddRange(reads.Decode(part, pieces).Select(read => Inside(read.Points!, axis)));
            all.Add(Inside(_tails[i], axis));
        }

        all.RemoveAll(points => points.Count == 0);
        return all.Count == 0 ? PointColumns.Empty : PointColumns.Join(all);
    }

    public BucketSet Buckets(BucketAxis axis)
    {
        var buckets = new BucketSet(axis);
        for (var i = 0; i < line.Parts.Count; i++)
        {
            var part = line.Parts[i];
            var pieces = source.Narrow(part.Key, part.Edges, (in IndexEntry entry, int _) => JudgeBucket(entry, part.Cut, axis));
            foreach (var (piece, points) in reads.Decode(part, pieces))
            {
                if (points is null)
                {
                    ref readonly var summary = ref piece.Entry.Summary;
                    buckets.Add(axis.Of(lens.Least(piece.Entry) * lens.Scale), summary, lens.First(summary), lens.Last(summary));
                }
                else
                {
                    AddEach(buckets, points);
                }
            }

            AddEach(buckets, _tails[i]);
        }

        return buckets;
    }

    private static Verdict JudgeCut(in IndexEntry entry, long cut) =>
        entry.Summary.FirstStep >= cut ? Verdict.Skip : entry.Summary.LastStep < cut ? Verdict.Whole : Verdict.Split;

    private Verdict JudgeRange(in IndexEntry entry, long cut, BucketAxis axis)
    {
        var (least, greatest) = (lens.Least(entry) * lens.Scale, lens.Greatest(entry) * lens.Scale);
        return greatest < axis.From || least > axis.To ? Verdict.Skip
            : JudgeCut(entry, cut) is var verdict && verdict == Verdict.Whole && !(axis.Contains(least) && axis.Contains(greatest)) ? Verdict.Split
            : verdict;
    }

    private Verdict JudgeBucket(in IndexEntry entry, long cut, BucketAxis axis)
    {
        var verdict = JudgeRange(entry, cut, axis);
        return verdict == Verdict.Whole
            && !(lens.IsTelling(entry) && axis.Of(lens.Least(entry) * lens.Scale) == axis.Of(lens.Greatest(entry) * lens.Scale))
            ? Verdict.Split
            : verdict;
    }

    private void Widen(PointColumns points, ref long least, ref long greatest)
    {
        foreach (var x in lens.Of(points))
        {
            (least, greatest) = (Math.Min(least, x), Math.Max(greatest, x));
        }
    }

    private bool IsAscending(ReadOnlySpan<long> xs)
    {
        for (var i = 1; lens.IsTime && i < xs.Length; i++)
        {
            if (xs[i] < xs[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    private long CountOf(PointColumns points, BucketAxis axis) => Inside(points, axis).Count;

    /// <summary>The points in the range; a slice where x goes up, a copy where it does not.</summary>
    private PointColumns Inside(PointColumns points, BucketAxis axis)
    {
        var xs = lens.Of(points);
        if (IsAscending(xs))
        {
            var start = Past(xs, 0, x => x < axis.From);
            var end = Past(xs, start, x => x <= axis.To);
            return points.Slice(start, end);
        }

        var chosen = new List<int>();
        for (var i = 0; i < xs.Length; i++)
        {
            if (axis.Contains(xs[i] * lens.Scale))
            {
                chosen.Add(i);
            }
        }

        return points.Pick([.. chosen]);
    }

    /// <summary>The first index from <paramref name="low"/> on for which <paramref name="isBefore"/> no longer holds.</summary>
    private int Past(ReadOnlySpan<long> xs, int low, Func<double, bool> isBefore)
    {
        for (var high = xs.Length; low < high;)
        {
            var middle = (low + high) >>> 1;
            (low, high) = isBefore(xs[middle] * lens.Scale) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void AddEach(BucketSet buckets, PointColumns all)
    {
        var points = Inside(all, buckets.Axis);
        var xs = lens.Of(points);
        var isAscending = IsAscending(xs);
        for (var at = 0; at < points.Count;)
        {
            var bucket = buckets.Axis.Of(xs[at] * lens.Scale);
            var next = isAscending ? buckets.Axis.EndOf(bucket, xs, at, lens.Scale) : at + 1;
            var summary = PointSummary.Of(points.Steps[at..next], points.Times[at..next], points.Values[at..next]);
            Add(buckets, bucket, summary, points, at, next);
            at = next;
        }
    }

    /// <summary>A stretch that begins or ends with no number is split, so that first and last are told with their own x.</summary>
    private void Add(BucketSet buckets, int bucket, in PointSummary summary, PointColumns points, int start, int end)
    {
        var isTelling = summary.Finite == 0 || (double.IsFinite(points.Values[start]) && double.IsFinite(points.Values[end - 1]));
        if (isTelling || end - start == 1)
        {
            buckets.Add(bucket, summary, lens.First(summary), lens.Last(summary));
            return;
        }

        for (var i = start; i < end; i++)
        {
            var one = PointSummary.Of(points.Steps.Slice(i, 1), points.Times.Slice(i, 1), points.Values.Slice(i, 1));
            buckets.Add(bucket, one, lens.First(one), lens.Last(one));
        }
    }
}
