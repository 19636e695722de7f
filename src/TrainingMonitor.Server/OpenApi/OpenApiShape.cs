using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Server.OpenApi;

/// <summary>
/// What the generated description cannot see by itself: instants and enums travel as words, a column of times as
/// numbers, a run id in a path has a form. The golden copy is <c>contract/openapi.json</c>.
/// </summary>
internal static class OpenApiShape
{
    // The server writes every member of these always, also where the value is null.
    private static readonly HashSet<Type> Answers =
    [
        typeof(HostSample), typeof(Run), typeof(MetricSummary), typeof(Event), typeof(BatchAnswer), typeof(Checkpoint), typeof(DataSet), typeof(DataSetFile), typeof(Model),
        typeof(Job), typeof(JobTemplate), typeof(JobParameter)];

    private static readonly HashSet<Type> LoadTypes = [typeof(SystemSample), typeof(HostSample), typeof(GpuSample), typeof(ProcessSample)];

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Training Monitor",
                Version = "1",
                Description = "Runs, points, events. JSON in snake_case; errors are RFC 9457 problem details with one sentence in `detail`. A value is a number or \"NaN\", \"Infinity\", \"-Infinity\"; instants are RFC 3339 in UTC; point times are seconds since 1970.",
            };
            document.Servers?.Clear();
            ExampleCalls.Describe(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Shape(schema, context.JsonTypeInfo, context.JsonPropertyInfo);
            Unit(schema, context.JsonPropertyInfo);
            return Task.CompletedTask;
        });
    }

    private static void Shape(OpenApiSchema schema, JsonTypeInfo type, JsonPropertyInfo? property)
    {
        var bare = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        var converter = property?.CustomConverter;
        if (bare == typeof(Instant))
        {
            Become(schema, JsonSchemaType.String, "date-time", isNullable: bare != type.Type);
        }
        else if (Words(bare) is { } words)
        {
            Become(schema, JsonSchemaType.String, null, isNullable: bare != type.Type);
            schema.Enum = [.. words.Select(word => JsonValue.Create(word))];
        }
        else if (bare == typeof(double) && property is not null && LoadTypes.Contains(property.DeclaringType))
        {
            // What is no number is not known there, and told as null.
            schema.AnyOf = schema.OneOf = null;
            Become(schema, JsonSchemaType.Number, "double", isNullable: true);
        }
        else if (bare == typeof(double) && !IsPlainNumber(schema))
        {
            // A number, or one of the three words for what JSON has no number for.
            var isNullable = bare != type.Type;
            schema.Type = null;
            schema.Format = null;
            schema.Pattern = null;
            schema.OneOf = null;
            schema.AnyOf =
            [
                new OpenApiSchema { Type = isNullable ? JsonSchemaType.Number | JsonSchemaType.Null : JsonSchemaType.Number, Format = "double" },
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["NaN", "Infinity", "-Infinity"] },
            ];
        }
        else if (bare == typeof(long) && converter is not (NullableEpochSecondsJsonConverter or EpochSecondsJsonConverter) && !IsPlainNumber(schema))
        {
            Become(schema, JsonSchemaType.Integer, "int64", isNullable: bare != type.Type);
        }
        else if (bare == typeof(int))
        {
            Become(schema, JsonSchemaType.Integer, "int32", isNullable: bare != type.Type);
        }

        if (Answers.Contains(bare))
        {
            // A process is told only where a writer told of one.
            schema.Required = schema.Properties?.Keys.Where(name => name != "process").ToHashSet();
        }

        if (converter is NullableEpochSecondsJsonConverter or EpochSecondsJsonConverter)
        {
            Become(schema, JsonSchemaType.Number, "double", isNullable: converter is NullableEpochSecondsJsonConverter);
            schema.Description = "Seconds since 1970.";
        }
        else if (converter is EpochSecondsColumnJsonConverter)
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" };
            schema.Description = "Seconds since 1970.";
        }
        else if (converter is FiniteColumnJsonConverter)
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.Null, Format = "double" };
        }
    }

    private static void Unit(OpenApiSchema schema, JsonPropertyInfo? property)
    {
        if (property is not null && Units.Of(property.DeclaringType, property.Name) is { } unit)
        {
            schema.Description = unit;
        }
    }

    // The entries of a column, which were shaped with the column before they are visited themselves.
    private static bool IsPlainNumber(OpenApiSchema schema) => schema.Type is { } kind && kind.HasFlag(JsonSchemaType.Number);

    private static void Become(OpenApiSchema schema, JsonSchemaType kind, string? format, bool isNullable)
    {
        schema.Type = isNullable ? kind | JsonSchemaType.Null : kind;
        schema.Format = format;
        schema.Pattern = null;
    }

    private static IEnumerable<string>? Words(Type type) =>
        type == typeof(RunStatus) ? Enum.GetValues<RunStatus>().Select(WireWord<RunStatus>.Of)
        : type == typeof(MetricGoal) ? Enum.GetValues<MetricGoal>().Select(WireWord<MetricGoal>.Of)
        : type == typeof(EventKind) ? Enum.GetValues<EventKind>().Select(WireWord<EventKind>.Of)
        : type == typeof(EventLevel) ? Enum.GetValues<EventLevel>().Select(WireWord<EventLevel>.Of)
        : type == typeof(CheckpointValidity) ? Enum.GetValues<CheckpointValidity>().Select(WireWord<CheckpointValidity>.Of)
        : type == typeof(CheckpointOrigin) ? Enum.GetValues<CheckpointOrigin>().Select(WireWord<CheckpointOrigin>.Of)
        : type == typeof(LogSource) ? Enum.GetValues<LogSource>().Select(WireWord<LogSource>.Of)
        : type == typeof(DataSetStatus) ? Enum.GetValues<DataSetStatus>().Select(WireWord<DataSetStatus>.Of)
        : type == typeof(JobCheckState) ? Enum.GetValues<JobCheckState>().Select(WireWord<JobCheckState>.Of)
        : type == typeof(DataSetFileType) ? Enum.GetValues<DataSetFileType>().Select(WireWord<DataSetFileType>.Of)
        : type == typeof(ModelStage) ? Enum.GetValues<ModelStage>().Select(WireWord<ModelStage>.Of)
        : type == typeof(ModelStatus) ? Enum.GetValues<ModelStatus>().Select(WireWord<ModelStatus>.Of)
        : null;
}
