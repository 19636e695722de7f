namespace TrainingMonitor.Cli;

/// <summary>The words that start this very program again: itself, or the runtime with it.</summary>
internal static class OwnProgram
{
    public static IReadOnlyList<string> Words { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "tmon.dll")]
            : [Environment.ProcessPath!];
}
