using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract.Json;

/// <summary>
/// The JSON of everything on the wire: snake_case, NaN and infinities as strings, unknown members ignored,
/// repeated members refused. Source-generated, so that neither start-up nor trimming pays for reflection.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(InstantJsonConverter),
        typeof(WireEnumJsonConverter<RunStatus>),
        typeof(WireEnumJsonConverter<MetricGoal>),
        typeof(WireEnumJsonConverter<EventKind>),
        typeof(WireEnumJsonConverter<EventLevel>),
    ])]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(NewRun))]
[JsonSerializable(typeof(RunUpdate))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(PrimaryMetrics))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, MetricGoal>))]
[JsonSerializable(typeof(string[]))]
public sealed partial class WireJson : JsonSerializerContext;
