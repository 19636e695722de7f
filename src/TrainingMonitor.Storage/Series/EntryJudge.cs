namespace TrainingMonitor.Storage;

/// <summary>
/// How far down a question must look: at a summary when all of its points are in the range, at steps that are asked for and not
/// taken over by a later segment, and, for buckets, in one bucket.
/// </summary>
internal readonly record struct EntryJudge(SeriesLens Lens, BucketAxis? Axis, StepWindow Steps)
{
    public Verdict BySteps(in IndexEntry entry)
    {
        ref readonly var summary = ref entry.Summary;
        return summary.FirstStep >= Steps.Until || summary.LastStep < Steps.Since ? Verdict.Skip
            : summary.FirstStep >= Steps.Since && summary.LastStep < Steps.Until ? Verdict.Whole
            : Verdict.Split;
    }

    public Verdict ByRange(in IndexEntry entry)
    {
        if (Axis is not { } axis)
        {
            return BySteps(entry);
        }

        var (least, greatest) = (Lens.Least(entry) * Lens.Scale, Lens.Greatest(entry) * Lens.Scale);
        return greatest < axis.From || least > axis.To ? Verdict.Skip
            : BySteps(entry) is var verdict && verdict == Verdict.Whole && !(axis.Contains(least) && axis.Contains(greatest)) ? Verdict.Split
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
