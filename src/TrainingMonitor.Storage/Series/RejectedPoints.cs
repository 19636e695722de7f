using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Refused points as the store keeps them for a repeated batch: JSON, null where there are none.</summary>
internal static class RejectedPoints
{
    public static string? ToJson(IReadOnlyList<RejectedPoint> rejected) =>
        rejected.Count == 0 ? null : JsonSerializer.Serialize([.. rejected], StoreJson.Default.RejectedPointArray);

    public static IReadOnlyList<RejectedPoint> FromJson(string? json) =>
        StoredJson.Untold.Read("", json, StoreJson.Default.RejectedPointArray, []);
}
