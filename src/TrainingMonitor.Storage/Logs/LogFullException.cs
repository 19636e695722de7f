namespace TrainingMonitor.Storage;

public sealed class LogFullException(long most) : StoreException($"the console of this run has reached {most >> 20} MB, the most that is kept");
