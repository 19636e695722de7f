namespace TrainingMonitor.Storage;

public sealed class UnknownCheckpointException(string id) : StoreException($"got checkpoint id '{id}', want the id of a checkpoint that exists");
