using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Which runs, in which order. Everything given must hold.</summary>
public sealed record RunQuery
{
    public IReadOnlyList<RunStatus>? Statuses { get; init; }
    public string? Project { get; init; }
    public string? Group { get; init; }

    /// <summary>Each of them must be on the run.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Searched in name, notes, tags and id, whatever the case.</summary>
    public string? Text { get; init; }
    public IReadOnlyList<FieldComparison> Config { get; init; } = [];
    public IReadOnlyList<MetricComparison> Metrics { get; init; } = [];

    /// <summary>A run field, <c>config.path</c>, or <c>metric.key[.min|.max|.best]</c>; <c>-</c> in front for descending. Missing values come last.</summary>
    public string? Sort { get; init; }
    public int Limit { get; init; } = 100;

    /// <summary>What <see cref="RecordPage{T}.NextCursor"/> gave: the page begins after the run that it names, whatever came or went since.</summary>
    public string? Cursor { get; init; }

    /// <summary>Instead of a cursor: so many runs are left out, as they lie now.</summary>
    public int Offset { get; init; }
}
