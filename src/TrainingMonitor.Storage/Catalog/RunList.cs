using System.Globalization;

namespace TrainingMonitor.Storage;

/// <summary>Filters, sorts and pages the runs in memory.</summary>
internal static class RunList
{
    /// <exception cref="FormatException">The cursor is none that this list gave.</exception>
    public static RunPage Of(RunCatalog runs, RunQuery query, TimeProvider time)
    {
        var offset = query.Cursor is null ? 0 : int.Parse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        var found = runs.All.Where(entry => RunFilter.Matches(entry, query)).ToArray();
        RunOrder.Sort(found, query.Sort ?? "-created_at");
        var items = found.Skip(offset).Take(query.Limit).Select(entry => RunView.Of(entry, time)).ToArray();
        var next = offset + items.Length < found.Length ? (offset + items.Length).ToString(CultureInfo.InvariantCulture) : null;
        return new RunPage(items, next, found.Length);
    }
}
