using TrainingMonitor.Contract;

namespace TrainingMonitor.Cli;

/// <summary>The templates that come with the program: real trainings of the examples where their files are there, and a made-up one.</summary>
internal static class BuiltInTemplates
{
    public static IReadOnlyList<JobTemplate> All { get; } = [.. Digits(), .. Python("digits-numpy", "digits_numpy.py", "The same in plain NumPy."), .. Python("digits-torch", "digits_torch.py", "The same in PyTorch, which must be installed."), Simulated()];

    private static JobTemplate Simulated() => new()
    {
        Name = "simulated-training",
        Description = "A made-up loss curve for trying things out. Every run of it is marked as simulated.",
        IsBuiltIn = true,
        IsSimulated = true,
        Command =
        [
            .. OwnProgram.Words, "simulate", "--steps", "{steps}", "--steps-per-second", "{steps_per_second}", "--initial", "{initial}", "--final", "{final}",
            "--k", "{k}", "--law", "{law}", "--seed", "{seed}", "--fail-at", "{fail_at}",
        ],
        Parameters =
        [
            new JobParameter { Name = "steps", Default = "1000", Type = "integer", Description = "How many steps." },
            new JobParameter { Name = "steps_per_second", Default = "50", Type = "number", Description = "How fast; 0 as fast as it goes." },
            new JobParameter { Name = "initial", Default = "2.5", Type = "number", Description = "The loss at the start." },
            new JobParameter { Name = "final", Default = "0.3", Type = "number", Description = "The loss it falls towards." },
            new JobParameter { Name = "k", Default = "0.15", Type = "number", Description = "How fast it falls." },
            new JobParameter { Name = "law", Default = "exponential", Description = "exponential or power." },
            new JobParameter { Name = "seed", Default = "1", Type = "integer", Description = "The same seed gives the same curve." },
            new JobParameter { Name = "fail_at", Default = "-1", Type = "integer", Description = "Fails at this step; -1 never." },
        ],
    };

    private static IEnumerable<JobTemplate> Digits() => Find("examples", "csharp", "Digits", "bin", "Release", "net10.0", "Digits.dll") is { } program
        ?
        [
            new JobTemplate
            {
                Name = "digits",
                Description = "A real training: a small network on 1,797 handwritten digits, or on a data set of 8 × 8 grey PNGs in folders 0 to 9.",
                IsBuiltIn = true,
                Command = ["dotnet", program, "--steps", "{steps}", "--lr", "{lr}", "--seed", "{seed}", "--steps-per-second", "{steps_per_second}", "--checkpoint-every", "{checkpoint_every}"],
                Parameters =
                [
                    new JobParameter { Name = "steps", Default = "3000", Type = "integer", Description = "How many steps." },
                    new JobParameter { Name = "lr", Default = "0.003", Type = "number", Description = "The learning rate at the start." },
                    new JobParameter { Name = "seed", Default = "1", Type = "integer", Description = "Of the weights and the order of the images." },
                    new JobParameter { Name = "steps_per_second", Default = "200", Type = "number", Description = "So that there is something to watch; 0 as fast as it goes." },
                    new JobParameter { Name = "checkpoint_every", Default = "500", Type = "integer", Description = "Steps between checkpoints." },
                ],
            },
        ]
        : [];

    private static IEnumerable<JobTemplate> Python(string name, string script, string description) => Find("examples", "python", script) is { } path
        ?
        [
            new JobTemplate
            {
                Name = name,
                Description = $"A real training on the digits. {description}",
                IsBuiltIn = true,
                Command = ["python3", path],
                Env = Find("python", "src", "training_monitor", "__init__.py") is { } sdk
                    ? new Dictionary<string, string> { ["PYTHONPATH"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sdk)!, "..")) }
                    : new Dictionary<string, string>(),
            },
        ]
        : [];

    /// <summary>A file of the repository that this program was built in.</summary>
    private static string? Find(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine([folder.FullName, .. parts]);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
