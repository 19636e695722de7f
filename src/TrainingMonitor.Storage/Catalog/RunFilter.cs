using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Whether a run's own fields are those asked for; config and metrics are compared by columns.</summary>
internal static class RunFilter
{
    public static bool Matches(RunEntry entry, RunQuery query)
    {
        var run = entry.Now.Run;
        return (query.Statuses is null || query.Statuses.Contains(run.Status))
            && (query.Project is null || query.Project == run.Project)
            && (query.Group is null || query.Group == run.Group)
            && query.Tags.All(run.Tags.Contains)
            && (string.IsNullOrEmpty(query.Text) || HasText(run, query.Text));
    }

    private static bool HasText(Run run, string text) =>
        run.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || run.Notes.Contains(text, StringComparison.OrdinalIgnoreCase)
        || run.Id.Contains(text, StringComparison.OrdinalIgnoreCase)
        || run.Tags.Any(tag => tag.Contains(text, StringComparison.OrdinalIgnoreCase));
}
