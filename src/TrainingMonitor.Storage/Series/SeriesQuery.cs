namespace TrainingMonitor.Storage;

/// <summary>Which points of a run to read, and how fine.</summary>
public sealed record SeriesQuery
{
    public required string RunId { get; init; }

    /// <summary>Names, or beginnings of names followed by <c>*</c>.</summary>
    public required IReadOnlyList<string> Keys { get; init; }
    public XAxis X { get; init; } = XAxis.Step;

    /// <summary>Inclusive, in the unit of <see cref="X"/>: steps, seconds since 1970, or values. Null: the series' own first.</summary>
    public double? From { get; init; }
    public double? To { get; init; }

    /// <summary>The most entries of an answer before points are gathered in buckets; 0 for every raw point.</summary>
    public int Points { get; init; } = 1500;
    public SegmentChoice Segment { get; init; } = SegmentChoice.Current;
}
