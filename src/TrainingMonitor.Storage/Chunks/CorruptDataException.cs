namespace TrainingMonitor.Storage.Chunks;

/// <summary>Stored bytes are not what was written: "got X, want Y".</summary>
public sealed class CorruptDataException(string message) : Exception(message);
