using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// A run as its row in the database holds it. <see cref="Run"/> carries the plain fields; config stays text until someone
/// asks for it, and what comes from points (metrics, step, progress) is added by <see cref="RunView"/>.
/// </summary>
internal sealed record RunRow
{
    public required long Number { get; init; }
    public required Run Run { get; init; }
    public required string Config { get; init; }
    public PrimaryMetrics? Primary { get; init; }
    public IReadOnlyDictionary<string, MetricGoal>? Goals { get; init; }

    /// <summary>Points that the run's <see cref="SeriesBlob"/> counts, as it was when the row was read.</summary>
    public long SealedPoints { get; init; }

    /// <summary>Tail rows before this one are sealed, as it was when the row was read.</summary>
    public long TailFrom { get; init; }
    public bool SendsHeartbeats { get; init; }

    /// <summary>The config; an empty one, told of, where its text is damaged. The text stays as it is.</summary>
    public JsonElement ReadConfig(Action<string, string> damaged)
    {
        if (StoredJson.Untold.Element("", Config) is { } config)
        {
            return config;
        }

        damaged("its config", "got a text that is no JSON");
        return StoredJson.Empty;
    }
}
