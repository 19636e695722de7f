using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Jobs;

/// <summary>The templates there are: those that come with the program, then those that somebody saved.</summary>
internal sealed class TemplateShelf(DataStore store, ServerOptions options)
{
    public IReadOnlyList<JobTemplate> All => [.. options.Templates, .. store.Jobs.Templates()];

    public JobTemplate? Find(string name) => All.FirstOrDefault(template => template.Name == name);

    public bool IsBuiltIn(string name) => options.Templates.Any(template => template.Name == name);
}
