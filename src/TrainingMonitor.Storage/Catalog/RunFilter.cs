using System.Globalization;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// The runs that a query asks for, by slot: first what columns of numbers say, which costs least and leaves least, then the
/// runs' own fields, then their texts.
/// </summary>
internal static class RunFilter
{
    /// <summary>Between two fields, so that nothing is found across them.</summary>
    private const char Border = '\uFFFF';

    /// <summary>Leaves the slots of matching runs in front of <paramref name="slots"/>, and gives those.</summary>
    public static Span<int> Apply(Span<int> slots, RunQuery query, RunColumns columns)
    {
        foreach (var metric in query.Metrics)
        {
            slots = slots[..columns.OfMetric(metric.Key, metric.Field).Filter(slots, metric.Operator, "", metric.Value)];
        }

        foreach (var config in query.Config)
        {
            var column = columns.OfConfig(config.Path);
            slots = slots[..(config.Operator == ComparisonOperator.In
                ? column.FilterAny(slots, [.. config.Value.Split(',').Select(value => (value, NumberOf(value)))])
                : column.Filter(slots, config.Operator, config.Value, NumberOf(config.Value)))];
        }

        var kept = 0;
        var entries = columns.Entries;
        foreach (var slot in slots)
        {
            if (entries[slot] is { } entry && Matches(entry.Now.Run, query))
            {
                slots[kept++] = slot;
            }
        }

        slots = slots[..kept];
        return string.IsNullOrEmpty(query.Text) ? slots : slots[..Search(slots, query.Text, columns)];
    }

    public static string TextOf(Run run) => string.Join(Border, [run.Name, run.Notes, run.Id, .. run.Tags]);

    private static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int Search(Span<int> slots, string text, RunColumns columns) => columns.OfText().FilterText(
        slots,
        text.ToUpperInvariant(),
        slot => columns.Entries[slot] is { } entry && TextOf(entry.Now.Run).Contains(text, StringComparison.OrdinalIgnoreCase));

    private static bool Matches(Run run, RunQuery query) =>
        (query.Statuses is null || query.Statuses.Contains(run.Status))
        && (query.Project is null || query.Project == run.Project)
        && (query.Group is null || query.Group == run.Group)
        && (query.Ids is null || query.Ids.Contains(run.Id))
        && (query.Hosts.Count == 0 || query.Hosts.Any(run.Hosts.Contains))
        && query.Created.All(one => RunValue.Of(run.CreatedAt.Microseconds).Compares(one.Operator, one.Value.Microseconds))
        && (query.Tags.Count == 0 || query.Tags.All(run.Tags.Contains));
}
