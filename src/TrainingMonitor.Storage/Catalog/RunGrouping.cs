using System.Globalization;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>
/// Puts runs together by one field. Groups lie in the order of their values, runs without one last; within a group the order is
/// the query's. So a list of groups is one list of runs, and each group a stretch of it.
/// </summary>
internal static class RunGrouping
{
    /// <summary>More groups than this say less than the runs themselves.</summary>
    private const int MostGroups = 1000;

    /// <summary>Fields beside <c>config.path</c> that runs are put together by.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["status", "project", "group", "tags"];

    /// <summary>Fields beside <c>config.path</c> and <c>metric.key</c> whose numbers are told of a group.</summary>
    public static IReadOnlyList<string> NumberFields { get; } = ["step", "epoch", "progress", "total_steps", "attempt"];

    /// <exception cref="StoreInputException">There are too many groups.</exception>
    public static RunGroups Of(RunColumns columns, RunQuery query, string by, IReadOnlyList<string> fields) => columns.Use(() =>
    {
        var found = RunFilter.Apply(AllSlots(columns), query, columns);
        var groups = Split(columns, by, found);
        var numbers = fields.Select(field => NumbersOf(columns, field)).ToArray();
        return new RunGroups(by, found.Length, [.. groups.Select(group => new RunGroup(
            TextOf(group.Value), group.Slots.Count, [.. numbers.Select(numberOf => Sum(group.Slots, numberOf))]))]);
    });

    /// <summary>A stretch of the runs that a query leaves, group after group. Only inside <see cref="RunColumns.Use"/>.</summary>
    /// <exception cref="StoreInputException">There are too many groups.</exception>
    public static (RunEntry[] Page, int Total) Page(RunColumns columns, RunQuery query, string by)
    {
        var found = RunFilter.Apply(AllSlots(columns), query, columns);
        var order = new RunOrder(query.Sort ?? "-created_at", columns);
        var page = new List<RunEntry>(query.Limit);
        var (from, to) = (query.Offset, (long)query.Offset + query.Limit);
        var start = 0;
        foreach (var (_, slots) in Split(columns, by, found))
        {
            var (first, last) = (Math.Max(from, start), Math.Min(to, start + slots.Count));
            if (first < last)
            {
                foreach (var key in order.First(slots.ToArray(), (int)(last - start)).AsSpan(first - start))
                {
                    // A run may be deleted at any moment.
                    if (columns.Entries[key.Slot] is { } entry)
                    {
                        page.Add(entry);
                    }
                }
            }

            start += slots.Count;
        }

        return ([.. page], found.Length);
    }

    private static int[] AllSlots(RunColumns columns)
    {
        var slots = new int[columns.Entries.Length];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = slot;
        }

        return slots;
    }

    private static List<(RunValue Value, List<int> Slots)> Split(RunColumns columns, string by, ReadOnlySpan<int> slots)
    {
        var valueOf = ValueOf(columns, by);
        var groups = new Dictionary<RunValue, List<int>>();
        foreach (var slot in slots)
        {
            var value = valueOf(slot);
            if (!groups.TryGetValue(value, out var group))
            {
                groups[value] = group = [];
                if (groups.Count > MostGroups)
                {
                    throw new StoreInputException($"got more than {MostGroups} different values of {by}, want a field with fewer to group by");
                }
            }

            group.Add(slot);
        }

        return [.. groups.Select(pair => (pair.Key, pair.Value)).OrderBy(group => group.Key.IsNone).ThenBy(group => group.Key)];
    }

    private static Func<int, RunValue> ValueOf(RunColumns columns, string by)
    {
        if (by.StartsWith("config.", StringComparison.Ordinal))
        {
            return columns.OfConfig(by["config.".Length..]).At;
        }

        return columns.OfField($"by {by}", entry =>
        {
            var run = entry.Now.Run;
            var text = by switch
            {
                "status" => WireWord<RunStatus>.Of(run.Status),
                "project" => run.Project,
                "group" => run.Group,
                _ => string.Join(", ", run.Tags.Order(StringComparer.Ordinal)),
            };
            return string.IsNullOrEmpty(text) ? RunValue.None : RunValue.Of(text);
        }).At;
    }

    private static Func<int, double> NumbersOf(RunColumns columns, string field)
    {
        var column = field.StartsWith("config.", StringComparison.Ordinal) ? columns.OfConfig(field["config.".Length..])
            : field.StartsWith("metric.", StringComparison.Ordinal) && MetricKey.Parse(field["metric.".Length..]) is var (key, part) ? columns.OfMetric(key, part)
            : columns.OfField(field, entry => RunOrder.OfField(entry, field));
        return slot => column.At(slot).Number;
    }

    private static RunGroupNumbers? Sum(List<int> slots, Func<int, double> numberOf)
    {
        var (count, mean, min, max) = (0, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var slot in slots)
        {
            var number = numberOf(slot);
            if (double.IsFinite(number))
            {
                count++;
                // Not a sum that is divided: that of huge numbers is infinite.
                mean += (number / count) - (mean / count);
                (min, max) = (Math.Min(min, number), Math.Max(max, number));
            }
        }

        return count == 0 ? null : new RunGroupNumbers(count, mean, min, max);
    }

    private static string? TextOf(RunValue value) =>
        value.IsNone ? null : value.Text ?? value.Number.ToString("R", CultureInfo.InvariantCulture);
}
