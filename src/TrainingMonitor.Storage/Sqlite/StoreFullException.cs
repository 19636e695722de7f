namespace TrainingMonitor.Storage;

/// <summary>More bytes wait for the writer than the store will hold in memory. Nothing was taken.</summary>
public sealed class StoreFullException(TimeSpan retryAfter)
    : StoreException($"the write queue is full; try again in {retryAfter.TotalSeconds:0} s")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
