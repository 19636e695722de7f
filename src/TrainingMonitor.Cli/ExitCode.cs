namespace TrainingMonitor.Cli;

/// <summary>What the process says to the shell.</summary>
internal static class ExitCode
{
    public const int Good = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;
}
