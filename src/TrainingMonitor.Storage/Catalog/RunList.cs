using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Filters, sorts and pages the runs in memory.</summary>
internal static class RunList
{
    /// <exception cref="StoreInputException">The cursor is none, or of another filter or sort.</exception>
    public static RecordPage<Run> Of(RunColumns columns, RunQuery query, TimeProvider time)
    {
        if (query.By is { } by)
        {
            var (stretch, all) = columns.Use(() => RunGrouping.Page(columns, query, by));
            return new RecordPage<Run>(Array.ConvertAll(stretch, entry => RunView.Of(entry, time)), null, all);
        }

        var after = query.Cursor is null ? (RunCursor?)null : RunCursor.Read(query);
        var (page, last, total) = columns.Use(() => Find(columns, query, after));
        return new RecordPage<Run>(Array.ConvertAll(page, entry => RunView.Of(entry, time)), last?.Write(query), total);
    }

    private static (RunEntry[] Page, RunCursor? Last, int Total) Find(RunColumns columns, RunQuery query, RunCursor? after)
    {
        var slots = new int[columns.Entries.Length];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = slot;
        }

        var found = RunFilter.Apply(slots, query, columns);
        var order = new RunOrder(query.Sort ?? "-created_at", columns);
        var left = after is { } cursor ? found[..order.After(found, cursor)] : found;
        var first = order.First(left, (int)Math.Min(left.Length, (long)query.Offset + query.Limit));
        var page = new List<RunEntry>(query.Limit);
        RunCursor? last = null;
        foreach (var key in first.AsSpan(Math.Min(query.Offset, first.Length)))
        {
            // A run may be deleted at any moment.
            if (columns.Entries[key.Slot] is { } entry)
            {
                page.Add(entry);
                last = new RunCursor(key.Value, entry.Number);
            }
        }

        return page.Count == 0 && first.Length > query.Offset
            ? Find(columns, query, after) // All of them were, meanwhile.
            : ([.. page], first.Length < left.Length ? last : null, found.Length);
    }
}
