namespace TrainingMonitor.Contract;

public enum EventLevel
{
    Info,
    Warning,
    Error,
}
