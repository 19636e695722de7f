using System.Text.Json.Serialization;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Contract;

/// <summary>The answer to <c>GET /api/runs/{id}/metrics</c>.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Cursor">Every change up to this cursor is in the answer; a live frame with a greater one is news.</param>
/// <param name="X">What the buckets split: <c>step</c>, <c>time</c> or a metric's name.</param>
/// <param name="Series">One entry per metric and segment that matched.</param>
public sealed record SeriesAnswer(string RunId, long Cursor, string X, IReadOnlyList<SeriesColumns> Series);

/// <summary>The newest value of every metric of a run.</summary>
public sealed record LatestAnswer(
    string RunId,
    long? Step,
    [property: JsonConverter(typeof(NullableEpochSecondsJsonConverter))] long? Time,
    IReadOnlyDictionary<string, double> Metrics,
    long Cursor);
