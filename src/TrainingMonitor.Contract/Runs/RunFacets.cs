namespace TrainingMonitor.Contract;

/// <summary>How the runs that a filter leaves spread over the values of some fields.</summary>
/// <param name="Total">How many runs the whole filter leaves.</param>
/// <param name="Facets">One for each field that was asked for, in that order.</param>
public sealed record RunFacets(int Total, IReadOnlyList<RunFacet> Facets);

/// <summary>
/// One field. It is counted twice: over the runs that the other conditions of the filter leave, so that one sees what else could
/// be chosen, and over those that the whole filter leaves.
/// </summary>
public sealed record RunFacet
{
    public required string Field { get; init; }
    public required FacetKind Kind { get; init; }

    /// <summary>Runs without a value, or with one that is not finite where numbers are counted in bins.</summary>
    public required int Missing { get; init; }

    /// <summary>How many different values there are; null where numbers are counted in bins.</summary>
    public int? Distinct { get; init; }

    /// <summary>The most frequent values, or all of a few numbers in their order; null where numbers are counted in bins.</summary>
    public IReadOnlyList<FacetValue>? Values { get; init; }

    public FacetScale? Scale { get; init; }

    /// <summary>The borders of the bins, one more than there are bins. Instants are seconds since the epoch.</summary>
    public IReadOnlyList<double>? Edges { get; init; }

    public IReadOnlyList<int>? Counts { get; init; }

    /// <summary>Of <see cref="Counts"/>, those that the whole filter leaves.</summary>
    public IReadOnlyList<int>? Left { get; init; }
}

/// <param name="Value">As a filter takes it.</param>
/// <param name="Count">Runs that the other conditions leave.</param>
/// <param name="Left">Of those, the runs that the whole filter leaves.</param>
public sealed record FacetValue(string Value, int Count, int Left);

public enum FacetKind
{
    /// <summary>Few values, each counted.</summary>
    Values,

    /// <summary>Numbers, counted in bins.</summary>
    Numbers,
}

/// <summary>How the borders of the bins lie: at equal distances, or at equal ratios.</summary>
public enum FacetScale
{
    Linear,
    Log,
}
