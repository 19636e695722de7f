namespace TrainingMonitor.Runner;

/// <summary>What a command's words say without running it.</summary>
internal static class CommandWords
{
    /// <summary>A name for the run: the script's or module's where an interpreter runs one, else the program's.</summary>
    public static string Name(IReadOnlyList<string> command)
    {
        for (var i = 1; i < command.Count; i++)
        {
            if (command[i] == "-m" && i + 1 < command.Count)
            {
                return command[i + 1];
            }

            if (Path.GetExtension(command[i]) is ".py" or ".dll" or ".sh" or ".jl" or ".R")
            {
                return Path.GetFileNameWithoutExtension(command[i]);
            }
        }

        return Path.GetFileName(command[0]) is { Length: > 0 } program ? program : "run";
    }

    /// <summary>Whether there is a file that the name can mean, so that a slip of the pen makes no run.</summary>
    public static bool Exists(string program, string? folder) =>
        program.Contains('/', StringComparison.Ordinal)
            ? File.Exists(Path.Combine(folder ?? "", program))
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(part => File.Exists(Path.Combine(part.Length > 0 ? part : ".", program)));
}
