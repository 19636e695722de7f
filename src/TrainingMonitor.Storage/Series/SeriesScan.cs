namespace TrainingMonitor.Storage;

/// <summary>Answers for one line: its bounds, how many points lie in a range, those points, or buckets of them.</summary>
internal sealed class SeriesScan(SeriesLine line, SeriesLens lens, PyramidWalk walk, ChunkReads reads)
{
    private readonly PointColumns[] _tails = [.. line.Parts.Select(part => part.Tail?.Read() ?? PointColumns.Empty)];

    /// <summary>How many points <see cref="Points"/> has left out so far, because only folds of them are there.</summary>
    public long Folded { get; private set; }

    /// <summary>The least and greatest x, in the store's unit; null when the line has no point.</summary>
    public (long Least, long Greatest)? Bounds()
    {
        var all = new Extent(lens);
        var visitor = new LineVisitor((in EntryJudge judge, in IndexEntry entry) => judge.BySteps(entry), (in IndexEntry entry, int _) => all.Widen(entry));
        Visit(visitor, null, StepWindow.All, (tail, _) => all.Widen(tail));
        foreach (var some in reads.Each(
            line.Metric,
            visitor.Chunks,
            () => new Extent(lens),
            (extent, chunk, points) => extent.Widen(points.View.Within(chunk.Steps)),
            (extent, chunk, fold) => extent.Widen(fold.Entry)))
        {
            all.Widen(some);
        }

        return all.Least > all.Greatest ? null : (all.Least, all.Greatest);
    }

    /// <summary>Points with from ≤ x ≤ to, of some steps or of all.</summary>
    public long Count(BucketAxis axis, StepWindow? steps = null)
    {
        long count = 0;
        var visitor = new LineVisitor((in EntryJudge judge, in IndexEntry entry) => judge.ByRange(entry), (in IndexEntry entry, int _) => count += entry.Summary.Count);
        Visit(visitor, axis, steps ?? StepWindow.All, (tail, _) => count += CountOf(tail, axis, lens.IsAscending(tail)));
        return count + reads.Each(
            line.Metric,
            visitor.Chunks,
            () => new long[1],
            (some, chunk, points) => some[0] += CountOf(points.View.Within(chunk.Steps), axis, IsAscending(chunk)),
            (some, chunk, fold) => some[0] += Reaches(fold, axis) ? fold.Entry.Summary.Count : 0).Sum(some => some[0]);
    }

    /// <summary>Those points, in step order; folded ones are left out and counted.</summary>
    public PointColumns Points(BucketAxis axis, StepWindow? steps = null)
    {
        var all = new List<(int Order, PointColumns Points)>();
        var visitor = ToChunks();
        Visit(visitor, axis, steps ?? StepWindow.All, (tail, order) => all.Add((order, Inside(tail, axis, lens.IsAscending(tail)))));
        foreach (var some in reads.Each(
            line.Metric,
            visitor.Chunks,
            () => (Points: new List<(int, PointColumns)>(), Folded: new long[1]),
            (state, chunk, points) => state.Points.Add((chunk.Order, Inside(points.View.Within(chunk.Steps), axis, IsAscending(chunk)))),
            (state, chunk, fold) => state.Folded[0] += Reaches(fold, axis) ? fold.Entry.Summary.Count : 0))
        {
            all.AddRange(some.Points);
            Folded += some.Folded[0];
        }

        all.RemoveAll(piece => piece.Points.Count == 0);
        return PointColumns.Join([.. all.OrderBy(piece => piece.Order).Select(piece => piece.Points)]);
    }

    /// <summary>The folds of those points of which nothing else is left, in step order.</summary>
    public List<Fold> Folds(BucketAxis axis, StepWindow? steps = null)
    {
        var visitor = ToChunks();
        Visit(visitor, axis, steps ?? StepWindow.All, (_, _) => { });
        var folds = reads.Each(
            line.Metric,
            visitor.Chunks,
            () => new List<Fold>(),
            (_, _, _) => { },
            (list, chunk, fold) => list.AddRange(Reaches(fold, axis) ? [fold] : [])).SelectMany(list => list);
        return [.. folds.OrderBy(fold => fold.Entry.Summary.FirstStep)];
    }

    /// <summary>Whether there is any, of chunks up to one.</summary>
    public bool HasFolds(BucketAxis axis, long upTo)
    {
        var visitor = ToChunks();
        Visit(visitor, axis, StepWindow.All, (_, _) => { });
        return reads.HasFolds(visitor.Chunks.Select(cut => cut.Chunk).Where(chunk => chunk <= upTo));
    }

    /// <summary>A fold that reaches over the border of a bucket, or into the axis, lies where it begins, or where the axis does.</summary>
    public BucketSet Buckets(BucketAxis axis)
    {
        var buckets = new BucketSet(axis);
        var visitor = new LineVisitor(
            (in EntryJudge judge, in IndexEntry entry) => judge.ByBucket(entry, axis),
            (in IndexEntry entry, int order) =>
            {
                ref readonly var summary = ref entry.Summary;
                buckets.Add(axis.Of(lens.Least(entry) * lens.Scale), summary, lens.First(summary), lens.Last(summary), order);
            });
        Visit(visitor, axis, StepWindow.All, (tail, order) => BucketFill.Add(buckets, lens, tail, lens.IsAscending(tail), order));
        foreach (var some in reads.Each(
            line.Metric,
            visitor.Chunks,
            () => new BucketSet(axis),
            (set, chunk, points) => BucketFill.Add(set, lens, points.View.Within(chunk.Steps), IsAscending(chunk), chunk.Order),
            (set, chunk, fold) =>
            {
                if (Reaches(fold, axis))
                {
                    var (entry, at) = (fold.Entry, Math.Max(axis.From, lens.Least(fold.Entry) * lens.Scale));
                    set.Add(axis.Of(at), entry.Summary, lens.First(entry.Summary), lens.Last(entry.Summary), chunk.Order);
                }
            }))
        {
            buckets.Add(some);
            some.Dispose();
        }

        return buckets;
    }

    private delegate void TailTake(PointView tail, int order);

    private void Visit(LineVisitor visitor, BucketAxis? axis, StepWindow steps, TailTake take)
    {
        for (var i = 0; i < line.Parts.Count; i++)
        {
            var part = line.Parts[i];
            var visible = steps.Before(part.Cut);
            visitor.Begin(new EntryJudge(lens, axis, visible));
            walk.Visit(part.Key, part.Edges, visitor);
            take(_tails[i].View.Within(visible), visitor.Next());
        }
    }

    /// <summary>Goes down to every chunk that has points in the range.</summary>
    private static LineVisitor ToChunks() => new(
        (in EntryJudge judge, in IndexEntry entry) => judge.ByRange(entry) == Verdict.Skip ? Verdict.Skip : Verdict.Split,
        (in IndexEntry _, int _) => throw new InvalidOperationException("BUG: got a summary, want points"));

    private bool Reaches(in Fold fold, BucketAxis axis) =>
        lens.Greatest(fold.Entry) * lens.Scale >= axis.From && lens.Least(fold.Entry) * lens.Scale <= axis.To;

    private bool IsAscending(CutChunk chunk) => !lens.IsTime || chunk.HasSortedTimes;

    private long CountOf(PointView points, BucketAxis axis, bool isAscending)
    {
        if (isAscending)
        {
            return lens.Inside(points, axis).Count;
        }

        var count = 0L;
        var xs = lens.Of(points);
        for (var i = 0; i < xs.Count; i++)
        {
            count += axis.Contains(xs[i] * lens.Scale) ? 1 : 0;
        }

        return count;
    }

    /// <summary>A copy of the points in the range.</summary>
    private PointColumns Inside(PointView points, BucketAxis axis, bool isAscending)
    {
        if (isAscending)
        {
            return lens.Inside(points, axis).Copy();
        }

        var chosen = new List<int>();
        var xs = lens.Of(points);
        for (var i = 0; i < xs.Count; i++)
        {
            if (axis.Contains(xs[i] * lens.Scale))
            {
                chosen.Add(i);
            }
        }

        return points.Copy().Pick([.. chosen]);
    }

    /// <summary>The least and greatest x of some points.</summary>
    private sealed class Extent(SeriesLens lens)
    {
        public long Least { get; private set; } = long.MaxValue;

        public long Greatest { get; private set; } = long.MinValue;

        public void Widen(in IndexEntry entry) => Widen(lens.Least(entry), lens.Greatest(entry));

        public void Widen(Extent other) => Widen(other.Least, other.Greatest);

        public void Widen(PointView points)
        {
            var xs = lens.Of(points);
            for (var i = 0; i < xs.Count; i++)
            {
                Widen(xs[i], xs[i]);
            }
        }

        private void Widen(long least, long greatest) => (Least, Greatest) = (Math.Min(Least, least), Math.Max(Greatest, greatest));
    }
}
