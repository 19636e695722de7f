namespace TrainingMonitor.Storage;

/// <summary>A data set or a model has the id already.</summary>
public sealed class RecordExistsException(string what, string id) : StoreException($"got {what} id '{id}', want one that is free");
