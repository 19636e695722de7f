using System.Text.Json.Serialization;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Contract;

/// <summary>
/// What a chart reads of one series. <see cref="RawColumns"/> when every point is given, <see cref="BucketColumns"/>
/// when there are more points than asked for. All arrays of one answer have the same length.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RawColumns), "raw")]
[JsonDerivedType(typeof(BucketColumns), "buckets")]
public abstract record SeriesColumns
{
    public required string RunId { get; init; }
    public required string Key { get; init; }
    public required int Segment { get; init; }

    /// <summary>Points of the series within the asked range, before bucketing.</summary>
    public required long Total { get; init; }
}

/// <summary>Every point of the range, in step order (arrival order within a step).</summary>
public sealed record RawColumns : SeriesColumns
{
    public required long[] Steps { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    [JsonConverter(typeof(EpochSecondsColumnJsonConverter))]
    public required long[] Times { get; init; }
    public required double[] Values { get; init; }

    /// <summary>The values of the metric that was asked for as x, where one was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[]? X { get; init; }

    /// <summary>Of an answer over another metric: points that have no pair because only buckets of them are kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Folded { get; init; }
}

/// <summary>
/// One entry per non-empty bucket. Min, max, sum, first and last are over finite values, NaN where a bucket has
/// none; count counts every point of the bucket, the non-finite ones also apart.
/// </summary>
public sealed record BucketColumns : SeriesColumns
{
    public required long[] FirstStep { get; init; }
    public required long[] LastStep { get; init; }
    [JsonConverter(typeof(EpochSecondsColumnJsonConverter))]
    public required long[] FirstTime { get; init; }
    [JsonConverter(typeof(EpochSecondsColumnJsonConverter))]
    public required long[] LastTime { get; init; }
    [JsonConverter(typeof(FiniteColumnJsonConverter))]
    public required double[] First { get; init; }
    [JsonConverter(typeof(FiniteColumnJsonConverter))]
    public required double[] Last { get; init; }
    [JsonConverter(typeof(FiniteColumnJsonConverter))]
    public required double[] Min { get; init; }
    [JsonConverter(typeof(FiniteColumnJsonConverter))]
    public required double[] Max { get; init; }
    [JsonConverter(typeof(FiniteColumnJsonConverter))]
    public required double[] Sum { get; init; }
    public required long[] Count { get; init; }
    public required long[] Nan { get; init; }
    public required long[] PosInf { get; init; }
    public required long[] NegInf { get; init; }
}
