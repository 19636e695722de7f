namespace TrainingMonitor.Storage;

/// <summary>A question the store cannot answer as asked, such as an unknown field to sort by.</summary>
public sealed class StoreInputException(string sentence) : StoreException(sentence);
