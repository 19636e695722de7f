using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingMonitor.Contract.Json;

/// <summary>
/// The JSON of everything on the wire: snake_case, NaN and infinities as strings, unknown members ignored,
/// repeated members refused. Deep enough for an answer that holds what a client may send; how deep that is, the server
/// says. Source-generated, so that neither start-up nor trimming pays for reflection.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = WireJson.Depth,
    Converters =
    [
        typeof(InstantJsonConverter),
        typeof(WireEnumJsonConverter<RunStatus>),
        typeof(WireEnumJsonConverter<MetricGoal>),
        typeof(WireEnumJsonConverter<FacetKind>),
        typeof(WireEnumJsonConverter<FacetScale>),
        typeof(WireEnumJsonConverter<EventKind>),
        typeof(WireEnumJsonConverter<EventLevel>),
        typeof(WireEnumJsonConverter<CheckpointValidity>),
        typeof(WireEnumJsonConverter<CheckpointOrigin>),
        typeof(WireEnumJsonConverter<LogSource>),
        typeof(WireEnumJsonConverter<DataSetStatus>),
        typeof(WireEnumJsonConverter<JobCheckState>),
        typeof(WireEnumJsonConverter<DataSetFileType>),
        typeof(WireEnumJsonConverter<ModelStage>),
        typeof(WireEnumJsonConverter<ModelStatus>),
    ])]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(NewRun))]
[JsonSerializable(typeof(RunUpdate))]
[JsonSerializable(typeof(ListAnswer<Run>))]
[JsonSerializable(typeof(RunFacets))]
[JsonSerializable(typeof(RunGroups))]
[JsonSerializable(typeof(RunBatch))]
[JsonSerializable(typeof(RunBatchAnswer))]
[JsonSerializable(typeof(ResumeRequest))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(HeartbeatAnswer))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(ListAnswer<Event>))]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(NewCheckpoint))]
[JsonSerializable(typeof(CheckpointUpdate))]
[JsonSerializable(typeof(ListAnswer<Checkpoint>))]
[JsonSerializable(typeof(RunCommand))]
[JsonSerializable(typeof(NewCommand))]
[JsonSerializable(typeof(CommandGiven))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(ListAnswer<LogLine>))]
[JsonSerializable(typeof(NewLogLines))]
[JsonSerializable(typeof(LogAnswer))]
[JsonSerializable(typeof(SystemSample))]
[JsonSerializable(typeof(HostSample))]
[JsonSerializable(typeof(SystemReport))]
[JsonSerializable(typeof(SystemStatus))]
[JsonSerializable(typeof(SystemHistory))]
[JsonSerializable(typeof(DataSet))]
[JsonSerializable(typeof(NewDataSet))]
[JsonSerializable(typeof(DataSetUpdate))]
[JsonSerializable(typeof(DataSetFile))]
[JsonSerializable(typeof(ListAnswer<DataSet>))]
[JsonSerializable(typeof(ListAnswer<DataSetFile>))]
[JsonSerializable(typeof(Model))]
[JsonSerializable(typeof(NewModel))]
[JsonSerializable(typeof(ModelUpdate))]
[JsonSerializable(typeof(ListAnswer<Model>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobListAnswer))]
[JsonSerializable(typeof(JobCheckAnswer))]
[JsonSerializable(typeof(NewJob))]
[JsonSerializable(typeof(JobGrid))]
[JsonSerializable(typeof(JobBatch))]
[JsonSerializable(typeof(JobTemplate))]
[JsonSerializable(typeof(NewJobTemplate))]
[JsonSerializable(typeof(Launch))]
[JsonSerializable(typeof(LaunchEnd))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(ListAnswer<JobTemplate>))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(PointsBody))]
[JsonSerializable(typeof(ViewerMessage))]
[JsonSerializable(typeof(WriterMessage))]
[JsonSerializable(typeof(SeriesAnswer))]
[JsonSerializable(typeof(SeriesRequest))]
[JsonSerializable(typeof(SeriesListAnswer))]
[JsonSerializable(typeof(LatestAnswer))]
[JsonSerializable(typeof(IReadOnlyList<TrainingJob>))]
[JsonSerializable(typeof(TrainingMetrics))]
[JsonSerializable(typeof(TrainingOutcome))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(PrimaryMetrics))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, MetricGoal>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(string[]))]
public sealed partial class WireJson : JsonSerializerContext
{
    private const int Depth = 256;

    /// <summary>For what is read as a document: as deep as the server may answer.</summary>
    public static JsonDocumentOptions Deep { get; } = new() { MaxDepth = Depth };

    /// <summary>Gives another set of options, such as the web framework's own, these same rules.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = Depth;
        foreach (var converter in Default.Options.Converters)
        {
            options.Converters.Add(converter);
        }

        options.TypeInfoResolverChain.Insert(0, Default);
    }
}
