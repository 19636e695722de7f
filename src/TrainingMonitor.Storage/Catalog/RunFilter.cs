using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Whether a run is one of those asked for.</summary>
internal static class RunFilter
{
    public static bool Matches(RunEntry entry, RunQuery query)
    {
        var row = entry.Now;
        var run = row.Run;
        return (query.Statuses is null || query.Statuses.Contains(run.Status))
            && (query.Project is null || query.Project == run.Project)
            && (query.Group is null || query.Group == run.Group)
            && query.Tags.All(run.Tags.Contains)
            && (string.IsNullOrEmpty(query.Text) || HasText(run, query.Text))
            && query.Config.All(comparison => RunValue.OfConfig(row, comparison.Path).Compares(comparison.Operator, comparison.Value))
            && query.Metrics.All(comparison => RunValue.OfMetric(entry, comparison.Key, comparison.Field).Compares(comparison.Operator, comparison.Value));
    }

    private static bool HasText(Run run, string text) =>
        run.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || run.Notes.Contains(text, StringComparison.OrdinalIgnoreCase)
        || run.Id.Contains(text, StringComparison.OrdinalIgnoreCase)
        || run.Tags.Any(tag => tag.Contains(text, StringComparison.OrdinalIgnoreCase));
}
