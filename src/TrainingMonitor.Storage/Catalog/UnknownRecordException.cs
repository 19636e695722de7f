namespace TrainingMonitor.Storage;

/// <summary>There is no such data set, file or model.</summary>
public sealed class UnknownRecordException(string what, string id) : StoreException($"got {what} '{id}', want one that exists");
