namespace TrainingMonitor.Storage;

public sealed class RunExistsException(string id) : Exception($"there is already a run '{id}'")
{
    public string Id { get; } = id;
}
