using System.Text.Json.Serialization;
using TrainingMonitor.Client;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Cli;

/// <summary>What became of one journal, for scripts.</summary>
internal sealed record SyncLine(string Path, string RunId, string Outcome, long Delivered, long Points, long Left, string Detail)
{
    public static SyncLine Of(JournalSyncResult result) => new(result.Path, result.RunId, Word(result.Outcome), result.Delivered, result.Points, result.Left, result.Detail);

    public static string Word(JournalSyncOutcome outcome) => WireWord<JournalSyncOutcome>.Of(outcome);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SyncLine[]))]
internal sealed partial class SyncJson : JsonSerializerContext;
