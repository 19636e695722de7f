using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>Reads the query string of <c>GET /api/runs</c>: filters, comparisons, sort and page. A saved query string is a link.</summary>
internal static class RunQueryReader
{
    /// <summary>The most fields that one question may name.</summary>
    public const int MaxFields = 24;

    private static readonly RunStatus[] Active = [RunStatus.Pending, RunStatus.Queued, RunStatus.Running];

    /// <summary>The fields of a question about the runs of a filter, each once: one of <paramref name="names"/>, of the config or a metric.</summary>
    public static string[] Fields(IQueryCollection query, IReadOnlyList<string> names)
    {
        var fields = query["field"].Select(Check).Distinct(StringComparer.Ordinal).ToArray();
        return fields.Length <= MaxFields ? fields : throw ProblemException.BadRequest($"got {fields.Length} fields, want at most {MaxFields}");

        string Check(string? field) =>
            field is not null && (names.Contains(field) || field.StartsWith("config.", StringComparison.Ordinal) || field.StartsWith("metric.", StringComparison.Ordinal))
                ? field
                : throw ProblemException.BadRequest($"got field={TextRule.Shorten(field ?? "")}, want {string.Join(", ", names)}, config.<key> or metric.<key>");
    }

    public static RunQuery Read(IQueryCollection query, DateTimeOffset now)
    {
        var config = new List<FieldComparison>();
        var metrics = new List<MetricComparison>();
        var created = new List<InstantComparison>();
        foreach (var (name, values) in query)
        {
            foreach (var value in values)
            {
                if (name.StartsWith("config.", StringComparison.Ordinal))
                {
                    var (op, operand) = Comparison(value ?? "");
                    config.Add(new FieldComparison(name["config.".Length..], op, operand));
                }
                else if (name.StartsWith("metric.", StringComparison.Ordinal))
                {
                    metrics.Add(Metric(name["metric.".Length..], value ?? ""));
                }
                else if (name == "created_at" && !string.IsNullOrEmpty(value))
                {
                    var (op, operand) = Comparison(value);
                    created.Add(InstantReader.Read(name, value, op, operand, now));
                }
            }
        }

        var cursor = One(query["cursor"]);
        var by = By(One(query["by"]));
        if (by is not null && cursor is not null)
        {
            throw ProblemException.BadRequest("got both by and cursor, want by with offset");
        }

        var ids = Words(query["id"]);
        var offset = PageBounds.Integer(query, "offset", 0, 0, int.MaxValue);
        return cursor is not null && offset > 0 ? throw ProblemException.BadRequest("got both cursor and offset, want one of them") : new RunQuery
        {
            Statuses = Statuses(query["status"]),
            Project = One(query["project"]),
            Group = One(query["group"]),
            Ids = ids.Length == 0 ? null : ids.ToFrozenSet(StringComparer.Ordinal),
            Hosts = Words(query["host"]),
            Created = created,
            Tags = [.. query["tag"].Where(tag => !string.IsNullOrEmpty(tag)).Select(tag => tag!)],
            Text = One(query["q"]),
            Config = config,
            Metrics = metrics,
            Sort = Sort(One(query["sort"])),
            By = by,
            Limit = PageBounds.Limit(query),
            Cursor = cursor,
            Offset = offset,
        };
    }

    // Every field of a run that holds one value.
    private static readonly FrozenSet<string> SortFields = WireJson.Default.Run.Properties
        .Where(field => field.PropertyType.IsValueType || field.PropertyType == typeof(string))
        .Select(field => field.Name)
        .Where(name => name is not ("config" or "job" or "stalled"))
        .ToFrozenSet(StringComparer.Ordinal);

    private static string? Sort(string? sort)
    {
        var key = sort is ['-', .. var rest] ? rest : sort;
        return key is null || SortFields.Contains(key) || key.StartsWith("config.", StringComparison.Ordinal) || key.StartsWith("metric.", StringComparison.Ordinal)
            ? sort
            : throw ProblemException.BadRequest($"got sort={TextRule.Shorten(sort!)}, want a field of a run, config.<key> or metric.<key>, with - before it for descending");
    }

    private static string? By(string? by) => by is null || RunStore.GroupFields.Contains(by) || by.StartsWith("config.", StringComparison.Ordinal)
        ? by
        : throw ProblemException.BadRequest($"got by={TextRule.Shorten(by)}, want {string.Join(", ", RunStore.GroupFields)} or config.<key>");

    private static string[] Words(StringValues values) =>
        [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static RunStatus[]? Statuses(StringValues values)
    {
        var words = Words(values);
        if (words.Length == 0)
        {
            return null;
        }

        return [.. words.SelectMany(word => word == "active"
            ? Active
            : WireWord<RunStatus>.TryParse(word, out var status)
                ? [status]
                : throw ProblemException.BadRequest($"got status '{TextRule.Shorten(word)}', want active or one of {WireWord<RunStatus>.All}")).Distinct()];
    }

    private static MetricComparison Metric(string path, string value)
    {
        var (key, field) = MetricKey.Parse(path);
        var (op, operand) = Comparison(value);
        return op is ComparisonOperator.Contains or ComparisonOperator.In || !double.TryParse(operand, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.IsNaN(number)
            ? throw ProblemException.BadRequest($"got '{TextRule.Shorten(value)}' for metric {TextRule.Shorten(key)}, want eq:, ne:, lt:, le:, gt: or ge: and a number")
            : new MetricComparison(key, field, op, number);
    }

    private static (ComparisonOperator Operator, string Operand) Comparison(string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        ComparisonOperator? op = colon < 0 ? null : value[..colon] switch
        {
            "eq" => ComparisonOperator.Eq,
            "ne" => ComparisonOperator.Ne,
            "lt" => ComparisonOperator.Lt,
            "le" => ComparisonOperator.Le,
            "gt" => ComparisonOperator.Gt,
            "ge" => ComparisonOperator.Ge,
            "contains" => ComparisonOperator.Contains,
            "in" => ComparisonOperator.In,
            _ => null,
        };
        return op is { } known ? (known, value[(colon + 1)..]) : (ComparisonOperator.Eq, value);
    }

    private static string? One(StringValues values) => values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
}
