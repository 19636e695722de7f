namespace TrainingMonitor.Storage;

/// <summary>Nothing was written: the disk is full, the folder read-only, or the store is closing. Trying again is right.</summary>
public sealed class StoreUnavailableException(string sentence, Exception? cause = null) : StoreException(sentence, cause);
