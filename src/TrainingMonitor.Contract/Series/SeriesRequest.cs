namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/series</c>: the same metrics of many runs. A run or a metric that is not there is left out.</summary>
public sealed record SeriesRequest
{
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>Names, or beginnings of names followed by <c>*</c>.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary><c>step</c> (default), <c>time</c> or a metric.</summary>
    public string? X { get; init; }
    public double? From { get; init; }
    public double? To { get; init; }

    /// <summary>1 to 20,000; 1,500 when absent.</summary>
    public int? Points { get; init; }

    /// <summary><c>current</c> (default), <c>all</c> or a number.</summary>
    public string? Segment { get; init; }
}

/// <summary>The answer to <c>POST /api/series</c>.</summary>
/// <param name="X">What the buckets split.</param>
/// <param name="Cursors">Of each run: every change up to it is in the answer.</param>
/// <param name="Series">At most 500.</param>
public sealed record SeriesListAnswer(string X, IReadOnlyDictionary<string, long> Cursors, IReadOnlyList<SeriesColumns> Series);
