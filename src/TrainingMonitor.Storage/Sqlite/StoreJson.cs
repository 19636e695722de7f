using System.Text.Json.Serialization;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>The JSON texts inside the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(WireEnumJsonConverter<MetricGoal>)])]
[JsonSerializable(typeof(RejectedPoint[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, double[]>))]
[JsonSerializable(typeof(PrimaryMetrics))]
[JsonSerializable(typeof(Dictionary<string, MetricGoal>))]
internal sealed partial class StoreJson : JsonSerializerContext;
