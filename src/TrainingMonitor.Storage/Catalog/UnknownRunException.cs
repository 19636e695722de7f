namespace TrainingMonitor.Storage;

public sealed class UnknownRunException(string id) : StoreException($"there is no run '{id}'")
{
    public string Id { get; } = id;
}
