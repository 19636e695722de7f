namespace TrainingMonitor.Storage;

/// <summary>A run that was deleted is not made again by what its script left.</summary>
public sealed class RunDeletedException(string id) : StoreException($"run '{id}' was deleted")
{
    public string Id { get; } = id;
}
