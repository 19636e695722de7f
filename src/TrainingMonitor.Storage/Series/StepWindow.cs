namespace TrainingMonitor.Storage;

/// <summary>Steps from one to before another.</summary>
internal readonly record struct StepWindow(long Since, long Until)
{
    public static StepWindow All { get; } = new(long.MinValue, long.MaxValue);

    public StepWindow Before(long cut) => this with { Until = Math.Min(Until, cut) };
}
