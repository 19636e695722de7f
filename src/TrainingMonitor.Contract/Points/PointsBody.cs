namespace TrainingMonitor.Contract;

/// <summary>
/// The body of <c>POST /api/runs/{id}/metrics</c> for the description of the API. One point has <c>step</c>,
/// <c>time</c> and single values; a columnar batch has <c>steps</c>, <c>times</c> and arrays (null where a row has no
/// value); an array of single points is taken too. The server reads it by hand, straight into columns.
/// </summary>
public sealed record PointsBody
{
    public long? Step { get; init; }
    public double? Time { get; init; }

    /// <summary>Values by metric name: numbers, "NaN", "Infinity" or "-Infinity"; arrays of them with <c>steps</c>.</summary>
    public required IReadOnlyDictionary<string, object> Metrics { get; init; }
    public IReadOnlyList<long>? Steps { get; init; }

    /// <summary>Seconds since 1970, one for each step.</summary>
    public IReadOnlyList<double>? Times { get; init; }

    /// <summary>Who writes; with <c>seq</c> the batch is stored exactly once.</summary>
    public string? Writer { get; init; }

    /// <summary>Starts at 1 for each run and writer and goes up by 1.</summary>
    public long? Seq { get; init; }
    public int? Rank { get; init; }

    /// <summary>Points the client had to thin away since its last batch.</summary>
    public long? Lost { get; init; }
}
