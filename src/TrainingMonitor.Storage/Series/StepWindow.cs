namespace TrainingMonitor.Storage;

/// <summary>Steps from one to before another, and before the cut where a later segment has taken over.</summary>
internal readonly record struct StepWindow(long Since, long Until, long Cut = long.MaxValue)
{
    public static StepWindow All { get; } = new(long.MinValue, long.MaxValue);

    public StepWindow Before(long cut) => new(Since, Math.Min(Until, cut), Math.Min(Cut, cut));

    /// <summary>
    /// A fold lies where it begins. One that reaches past the cut is of no window: which of its points are hidden cannot be told,
    /// and a gap is better than values that no longer count.
    /// </summary>
    public bool Takes(in PointSummary fold) => fold.FirstStep >= Since && fold.FirstStep < Until && fold.LastStep < Cut;
}
