using System.Text.Json.Serialization;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>Updates of a run on the wire, without the members that stay as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(WireEnumJsonConverter<RunStatus>), typeof(WireEnumJsonConverter<MetricGoal>)])]
[JsonSerializable(typeof(RunUpdate))]
internal sealed partial class PlainJson : JsonSerializerContext;
