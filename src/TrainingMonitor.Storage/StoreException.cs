namespace TrainingMonitor.Storage;

/// <summary>What the store refuses, in one sentence that a caller of the program may read: what was got, what was wanted.</summary>
public abstract class StoreException(string sentence, Exception? cause = null) : Exception(sentence, cause);
