namespace TrainingMonitor.Contract;

/// <summary>Which metrics stand for a run's loss, learning rate and accuracy wherever there is room for one number.</summary>
public sealed record PrimaryMetrics
{
    private static readonly string[] LossNames = ["loss", "train/loss", "train_loss"];
    private static readonly string[] LrNames = ["lr", "learning_rate", "train/lr", "train/learning_rate"];
    private static readonly string[] AccuracyNames = ["accuracy", "acc", "train/accuracy", "val/accuracy"];

    public string? Loss { get; init; }
    public string? Lr { get; init; }
    public string? Accuracy { get; init; }

    /// <summary>What the run set wins; the rest is the first known name that the run has logged.</summary>
    /// <param name="set">What was set on the run, or null.</param>
    /// <param name="has">Whether the run has logged a metric of that name.</param>
    /// <param name="metrics">The run's metric names, in the order in which they first came.</param>
    public static PrimaryMetrics Resolve(PrimaryMetrics? set, Func<string, bool> has, IEnumerable<string> metrics) => new()
    {
        Loss = set?.Loss ?? LossNames.FirstOrDefault(has)
            ?? metrics.FirstOrDefault(name => name.EndsWith("loss", StringComparison.OrdinalIgnoreCase)),
        Lr = set?.Lr ?? LrNames.FirstOrDefault(has),
        Accuracy = set?.Accuracy ?? AccuracyNames.FirstOrDefault(has),
    };
}
