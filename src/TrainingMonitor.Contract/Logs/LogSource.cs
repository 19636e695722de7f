namespace TrainingMonitor.Contract;

/// <summary>Where a script printed a line.</summary>
public enum LogSource
{
    Stdout,
    Stderr,
}
