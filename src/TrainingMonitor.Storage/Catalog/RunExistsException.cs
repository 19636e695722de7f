namespace TrainingMonitor.Storage;

public sealed class RunExistsException(string id) : StoreException($"there is already a run '{id}'")
{
    public string Id { get; } = id;
}
