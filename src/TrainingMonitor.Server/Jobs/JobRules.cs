using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Jobs;

/// <summary>What a launch specification from a client must keep to.</summary>
internal static class JobRules
{
    private const int MostWords = 1000;
    private const int LongestWord = 32_768;
    private const int MostVariables = 200;
    private const int MostDependencies = 100;
    private const string OwnVariables = "TRAINING_MONITOR_";

    public static void Command(IReadOnlyList<string> command)
    {
        if (command.Count is 0 or > MostWords)
        {
            throw ProblemException.BadRequest($"got a command of {command.Count} words, want 1 to {MostWords}");
        }

        foreach (var word in command)
        {
            TextRule.Prose("a word of the command", word ?? throw ProblemException.BadRequest("got null as a word of the command, want a string"), LongestWord);
        }

        if (string.IsNullOrWhiteSpace(command[0]))
        {
            throw ProblemException.BadRequest("got an empty program, want its name or path as the first word of the command");
        }
    }

    public static void Folder(string? folder)
    {
        TextRule.Name("working_dir", folder, 4096);
        if (folder is not null && !Path.IsPathFullyQualified(folder))
        {
            throw ProblemException.BadRequest($"got working_dir '{TextRule.Shorten(folder)}', want a path from the root");
        }
    }

    public static void Environment(IReadOnlyDictionary<string, string> variables)
    {
        if (variables.Count > MostVariables)
        {
            throw ProblemException.BadRequest($"got {variables.Count} variables, want at most {MostVariables}");
        }

        foreach (var (name, value) in variables)
        {
            if (name.Length is 0 or > 200 || !(char.IsAsciiLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                throw ProblemException.BadRequest($"got a variable named '{TextRule.Shorten(name)}', want letters, digits and _, the first no digit");
            }

            if (name.StartsWith(OwnVariables, StringComparison.Ordinal))
            {
                throw ProblemException.BadRequest($"got variable {name}, want a name that does not start with {OwnVariables}, which the program sets itself");
            }

            TextRule.Prose($"variable {name}", value ?? throw ProblemException.BadRequest($"got null as variable {name}, want a string"), LongestWord);
        }
    }

    public static void Numbers(int slots, int gpus, int priority, int retries, int serverSlots)
    {
        Within("slots", slots, 0, serverSlots);
        Within("gpus", gpus, 0, 64);
        Within("priority", priority, -1_000_000, 1_000_000);
        Within("max_retries", retries, 0, 100);
    }

    public static void Priority(int priority) => Within("priority", priority, -1_000_000, 1_000_000);

    public static void Dependencies(IReadOnlyList<string> ids)
    {
        if (ids.Count > MostDependencies)
        {
            throw ProblemException.BadRequest($"got {ids.Count} dependencies, want at most {MostDependencies}");
        }

        foreach (var id in ids)
        {
            TextRule.Id("depends_on", id ?? throw ProblemException.BadRequest("got null in depends_on, want run ids"));
        }
    }

    public static void Template(JobTemplate template)
    {
        TextRule.Name("name", template.Name, 100);
        TextRule.Prose("description", template.Description, 10_000);
        Command(template.Command);
        TextRule.Name("working_dir", template.WorkingDir, 4096);
        Environment(template.Env);
        Within("slots", template.Slots, 0, 1000);
        Within("gpus", template.Gpus, 0, 64);
        if (template.Parameters.Count > 100)
        {
            throw ProblemException.BadRequest($"got {template.Parameters.Count} parameters, want at most 100");
        }

        var names = new HashSet<string>();
        foreach (var parameter in template.Parameters)
        {
            if (parameter.Name.Length is 0 or > 60 || !char.IsAsciiLetterLower(parameter.Name[0]) || !parameter.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            {
                throw ProblemException.BadRequest($"got a parameter named '{TextRule.Shorten(parameter.Name)}', want a-z, 0-9 and _, the first a letter");
            }

            if (!names.Add(parameter.Name))
            {
                throw ProblemException.BadRequest($"got parameter '{parameter.Name}' twice, want each name once");
            }

            if (parameter.Type is not ("text" or "integer" or "number"))
            {
                throw ProblemException.BadRequest($"got parameter type '{TextRule.Shorten(parameter.Type)}', want text, integer or number");
            }

            TextRule.Prose("default", parameter.Default, LongestWord);
            TextRule.Prose("description", parameter.Description, 2000);
        }

        if (TemplateText.Unknown(template) is { } unknown)
        {
            throw ProblemException.BadRequest($"got {{{unknown}}} in the template, want it among its parameters");
        }
    }

    private static void Within(string field, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            throw ProblemException.BadRequest($"got {field} {value}, want {min} to {max}");
        }
    }
}
