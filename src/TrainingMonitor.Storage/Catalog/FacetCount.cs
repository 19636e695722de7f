using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>Counts how the runs of a query spread over the values of some fields, from the columns that filters use too.</summary>
internal static class FacetCount
{
    /// <summary>So few different numbers of a setting are told one by one.</summary>
    private const int FewNumbers = 12;
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>Fields of a run that can be counted, beside <c>config.path</c> and <c>metric.key</c>.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["status", "project", "group", "tags", "hosts", "created_at", "started_at", "ended_at", "updated_at", "step", "total_steps", "progress", "attempt"];

    public static RunFacets Of(RunColumns columns, RunQuery query, IReadOnlyList<string> fields, int bins) => columns.Use(() =>
    {
        var left = Find(columns, query);
        var isLeft = new bool[columns.Entries.Length];
        foreach (var slot in left)
        {
            isLeft[slot] = true;
        }

        var facets = fields.Select(field =>
        {
            // What the filter says of the field itself does not hold here, or there would be nothing else left to choose.
            var others = query.Without(field);
            return Of(columns, field, ReferenceEquals(others, query) ? left : Find(columns, others), isLeft, bins);
        });
        return new RunFacets(left.Length, [.. facets]);
    });

    private static int[] Find(RunColumns columns, RunQuery query)
    {
        var slots = new int[columns.Entries.Length];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = slot;
        }

        return RunFilter.Apply(slots, query, columns).ToArray();
    }

    private static RunFacet Of(RunColumns columns, string field, int[] slots, bool[] isLeft, int bins)
    {
        if (field.StartsWith("config.", StringComparison.Ordinal))
        {
            var column = columns.OfConfig(field["config.".Length..]);
            return Numbers(column, slots) is { } numbers ? Bins(field, numbers, slots, isLeft, bins) : Words(field, column, slots, isLeft);
        }

        if (field.StartsWith("metric.", StringComparison.Ordinal))
        {
            var (key, part) = MetricKey.Parse(field["metric.".Length..]);
            var column = columns.OfMetric(key, part);
            return Bins(field, slot => column.At(slot).Number, slots, isLeft, bins);
        }

        return field switch
        {
            "status" => Words(field, columns, slots, isLeft, (count, run, isIn) => count.Add(WireWord<RunStatus>.Of(run.Status), isIn)),
            "project" => Words(field, columns, slots, isLeft, (count, run, isIn) => count.Add(run.Project, isIn)),
            "group" => Words(field, columns, slots, isLeft, (count, run, isIn) => count.Add(run.Group, isIn)),
            "tags" => Words(field, columns, slots, isLeft, (count, run, isIn) => count.Add(run.Tags, isIn)),
            "hosts" => Words(field, columns, slots, isLeft, (count, run, isIn) => count.Add(run.Hosts, isIn)),
            _ => Moments(columns, field, slots, isLeft, bins),
        };
    }

    private static RunFacet Moments(RunColumns columns, string field, int[] slots, bool[] isLeft, int bins)
    {
        var column = columns.OfField(field, entry => RunOrder.OfField(entry, field));
        var unit = field.EndsWith("_at", StringComparison.Ordinal) ? MicrosecondsPerSecond : 1;
        return Bins(field, slot => column.At(slot).Number / unit, slots, isLeft, bins);
    }

    /// <summary>The numbers of a setting that has many and nothing else; null where its values are better told one by one.</summary>
    private static Func<int, double>? Numbers(RunColumn column, int[] slots)
    {
        var seen = new HashSet<double>();
        foreach (var slot in slots)
        {
            var value = column.At(slot);
            if (value.Text is not null)
            {
                return null;
            }

            if (!value.IsNone && seen.Count <= FewNumbers)
            {
                seen.Add(value.Number);
            }
        }

        return seen.Count > FewNumbers ? slot => column.At(slot).Number : null;
    }

    private static RunFacet Bins(string field, Func<int, double> numberOf, int[] slots, bool[] isLeft, int bins)
    {
        var count = new FacetBins(slots, numberOf, bins);
        foreach (var slot in slots)
        {
            count.Add(numberOf(slot), isLeft[slot]);
        }

        return count.Facet(field);
    }

    private static RunFacet Words(string field, RunColumn column, int[] slots, bool[] isLeft)
    {
        var count = new FacetWords();
        foreach (var slot in slots)
        {
            count.Add(column.At(slot), isLeft[slot]);
        }

        return count.Facet(field);
    }

    private static RunFacet Words(string field, RunColumns columns, int[] slots, bool[] isLeft, Action<FacetWords, Run, bool> add)
    {
        var count = new FacetWords();
        foreach (var slot in slots)
        {
            if (columns.Entries[slot] is { } entry)
            {
                add(count, entry.Now.Run, isLeft[slot]);
            }
        }

        return count.Facet(field);
    }
}
