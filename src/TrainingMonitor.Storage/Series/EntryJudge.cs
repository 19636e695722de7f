namespace TrainingMonitor.Storage;

/// <summary>
/// How far down a question must look: at a summary when all of its points are in the range, before the step from which a later
/// segment has taken over, and, for buckets, in one bucket.
/// </summary>
internal readonly record struct EntryJudge(SeriesLens Lens, BucketAxis? Axis, long Cut)
{
    public Verdict ByCut(in IndexEntry entry) =>
        entry.Summary.FirstStep >= Cut ? Verdict.Skip : entry.Summary.LastStep < Cut ? Verdict.Whole : Verdict.Split;

    public Verdict ByRange(in IndexEntry entry)
    {
        if (Axis is not { } axis)
        {
            return ByCut(entry);
        }

        var (least, greatest) = (Lens.Least(entry) * Lens.Scale, Lens.Greatest(entry) * Lens.Scale);
        return greatest < axis.From || least > axis.To ? Verdict.Skip
            : ByCut(entry) is var verdict && verdict == Verdict.Whole && !(axis.Contains(least) && axis.Contains(greatest)) ? Verdict.Split
            : verdict;
    }

    public Verdict ByBucket(in IndexEntry entry, BucketAxis axis)
    {
        var verdict = ByRange(entry);
        return verdict == Verdict.Whole
            && !(Lens.IsTelling(entry) && axis.Of(Lens.Least(entry) * Lens.Scale) == axis.Of(Lens.Greatest(entry) * Lens.Scale))
            ? Verdict.Split
            : verdict;
    }
}
