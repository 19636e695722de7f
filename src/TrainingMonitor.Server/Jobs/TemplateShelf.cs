using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Jobs;

/// <summary>The templates there are: those that come with the program, then those that somebody saved.</summary>
internal sealed class TemplateShelf(DataStore store, ServerOptions options)
{
    public IReadOnlyList<JobTemplate> All => [.. options.Templates, .. store.Jobs.Templates()];

    public JobTemplate? Find(string name) => All.FirstOrDefault(template => template.Name == name);

    /// <summary>Whether a command is that of a simulated template, in whatever words it was given: what it logs is marked.</summary>
    public bool IsSimulated(IReadOnlyList<string> command) => options.Templates
        .Where(template => template.IsSimulated)
        .Select(template => template.Command.TakeWhile(word => !word.StartsWith('-') && !word.Contains('{')).ToArray())
        .Any(words => words.Length > 0 && words.SequenceEqual(command.Take(words.Length)));

    public bool IsBuiltIn(string name) => options.Templates.Any(template => template.Name == name);
}
