using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Which runs, in which order. Everything given must hold.</summary>
public sealed record RunQuery
{
    public IReadOnlyList<RunStatus>? Statuses { get; init; }
    public string? Project { get; init; }
    public string? Group { get; init; }

    /// <summary>One of these runs; null for any.</summary>
    public IReadOnlySet<string>? Ids { get; init; }

    /// <summary>Seen on one of these; none for any.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
    public IReadOnlyList<InstantComparison> Created { get; init; } = [];

    /// <summary>Each of them must be on the run.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Searched in name, notes, tags and id, whatever the case.</summary>
    public string? Text { get; init; }
    public IReadOnlyList<FieldComparison> Config { get; init; } = [];
    public IReadOnlyList<MetricComparison> Metrics { get; init; } = [];

    /// <summary>A run field, <c>config.path</c>, or <c>metric.key[.min|.max|.best]</c>; <c>-</c> in front for descending. Missing values come last.</summary>
    public string? Sort { get; init; }

    /// <summary>Runs with the same value of this field lie together: see <see cref="RunGrouping"/>. Pages by offset only.</summary>
    public string? By { get; init; }
    public int Limit { get; init; } = 100;

    /// <summary>What <see cref="RecordPage{T}.NextCursor"/> gave: the page begins after the run that it names, whatever came or went since.</summary>
    public string? Cursor { get; init; }

    /// <summary>Instead of a cursor: so many runs are left out, as they lie now.</summary>
    public int Offset { get; init; }

    /// <summary>The same without its conditions on one field; itself where it has none.</summary>
    public RunQuery Without(string field)
    {
        if (field.StartsWith("config.", StringComparison.Ordinal))
        {
            var path = field["config.".Length..];
            return Config.Any(one => one.Path == path) ? this with { Config = [.. Config.Where(one => one.Path != path)] } : this;
        }

        if (field.StartsWith("metric.", StringComparison.Ordinal))
        {
            var (key, part) = MetricKey.Parse(field["metric.".Length..]);
            bool IsOther(MetricComparison one) => one.Key != key || one.Field != part;
            return Metrics.All(IsOther) ? this : this with { Metrics = [.. Metrics.Where(IsOther)] };
        }

        return field switch
        {
            "status" when Statuses is not null => this with { Statuses = null },
            "project" when Project is not null => this with { Project = null },
            "group" when Group is not null => this with { Group = null },
            "hosts" when Hosts.Count > 0 => this with { Hosts = [] },
            "created_at" when Created.Count > 0 => this with { Created = [] },
            "tags" when Tags.Count > 0 => this with { Tags = [] },
            _ => this,
        };
    }
}
