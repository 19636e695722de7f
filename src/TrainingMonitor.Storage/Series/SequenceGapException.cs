namespace TrainingMonitor.Storage;

/// <summary>Batches of this writer are missing before this one; nothing of it was stored.</summary>
public sealed class SequenceGapException(string writer, long got, long expected)
    : StoreException($"got batch {got} of writer '{writer}', want {expected}")
{
    public long ExpectedSeq { get; } = expected;
}
