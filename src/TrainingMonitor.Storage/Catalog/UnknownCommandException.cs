namespace TrainingMonitor.Storage;

public sealed class UnknownCommandException(string id) : StoreException($"got command id '{id}', want the id of a command that this run was given");
