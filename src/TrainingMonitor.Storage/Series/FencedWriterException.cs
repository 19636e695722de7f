namespace TrainingMonitor.Storage;

/// <summary>The run was resumed by another writer; this one must write no more.</summary>
public sealed class FencedWriterException(string writer) : StoreException($"writer '{writer}' was fenced: the run was resumed by another writer");
