namespace TrainingMonitor.Storage;

public sealed class CheckpointExistsException(string id) : StoreException($"got checkpoint id '{id}', which another run has already; want a new one");
