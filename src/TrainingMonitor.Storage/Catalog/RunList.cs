using TrainingMonitor.Contract;

using System.Globalization;

namespace TrainingMonitor.Storage;

/// <summary>Filters, sorts and pages the runs in memory.</summary>
internal static class RunList
{
    /// <exception cref="FormatException">The cursor is none that this list gave.</exception>
    public static RecordPage<Run> Of(RunCatalog runs, RunColumns columns, RunQuery query, TimeProvider time)
    {
        var offset = query.Cursor is null ? 0 : int.Parse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        var (page, total) = columns.Use(() => Find(columns, query, offset));
        var items = Array.ConvertAll(page, entry => RunView.Of(entry, time));
        var next = (long)offset + query.Limit < total ? (offset + query.Limit).ToString(CultureInfo.InvariantCulture) : null;
        return new RecordPage<Run>(items, next, total);
    }

    private static (RunEntry[] Page, int Total) Find(RunColumns columns, RunQuery query, int offset)
    {
        var slots = new int[columns.Entries.Length];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = slot;
        }

        var found = RunFilter.Apply(slots, query, columns);
        var wanted = (int)Math.Min(found.Length, (long)offset + query.Limit);
        var first = RunOrder.First(found, wanted, query.Sort ?? "-created_at", columns);
        var page = new List<RunEntry>(query.Limit);
        for (var i = offset; i < first.Length; i++)
        {
            // A run may be deleted at any moment.
            if (columns.Entries[first[i]] is { } entry)
            {
                page.Add(entry);
            }
        }

        return ([.. page], found.Length);
    }
}
