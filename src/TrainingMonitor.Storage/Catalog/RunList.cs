using System.Globalization;

namespace TrainingMonitor.Storage;

/// <summary>Filters, sorts and pages the runs in memory.</summary>
internal static class RunList
{
    /// <exception cref="FormatException">The cursor is none that this list gave.</exception>
    public static RunPage Of(RunCatalog runs, RunColumns columns, RunQuery query, TimeProvider time)
    {
        var offset = query.Cursor is null ? 0 : int.Parse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        var found = columns.Use(() => Find(runs, columns, query));
        var items = found.Skip(offset).Take(query.Limit).Select(entry => RunView.Of(entry, time)).ToArray();
        var next = offset + items.Length < found.Length ? (offset + items.Length).ToString(CultureInfo.InvariantCulture) : null;
        return new RunPage(items, next, found.Length);
    }

    private static RunEntry[] Find(RunCatalog runs, RunColumns columns, RunQuery query)
    {
        var all = runs.InOrder();
        var configs = query.Config.Select(comparison => (Column: columns.OfConfig(comparison.Path, all), Comparison: comparison)).ToArray();
        var metrics = query.Metrics.Select(comparison => (Column: columns.OfMetric(comparison.Key, comparison.Field, all), Comparison: comparison)).ToArray();
        var found = Array.FindAll(
            all,
            entry => Array.TrueForAll(metrics, metric => metric.Column[entry].Compares(metric.Comparison.Operator, metric.Comparison.Value))
                && Array.TrueForAll(configs, config => config.Column[entry].Compares(config.Comparison.Operator, config.Comparison.Value))
                && RunFilter.Matches(entry, query));
        RunOrder.Sort(found, query.Sort ?? "-created_at", columns);
        return found;
    }
}
