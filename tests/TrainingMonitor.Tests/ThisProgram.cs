namespace TrainingMonitor.Tests;

/// <summary>This very program as a child of itself, however it was started: by its own name or by <c>dotnet</c>.</summary>
internal static class ThisProgram
{
    public static string[] With(params string[] words) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, typeof(ThisProgram).Assembly.Location, .. words]
            : [Environment.ProcessPath!, .. words];
}
