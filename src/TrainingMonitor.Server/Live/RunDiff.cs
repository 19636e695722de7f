using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// Writes the fields of a run that changed, by the same metadata that writes the whole run, so that a new field is
/// told live without a line here. Of <c>metrics</c> only the changed entries are written.
/// </summary>
internal static class RunDiff
{
    private static readonly JsonPropertyInfo[] Fields =
        [.. WireJson.Default.Run.Properties.Where(field => field.Name is not ("id" or "cursor" or "metrics"))];

    /// <summary>Whether anything but the time of the last change differs.</summary>
    public static bool Write(Utf8JsonWriter json, Run? before, Run after)
    {
        var any = false;
        foreach (var field in Fields)
        {
            var value = field.Get!(after);
            if (before is not null && Same(field.Get(before), value))
            {
                continue;
            }

            any |= field.Name is not "updated_at";
            json.WritePropertyName(field.Name);
            JsonSerializer.Serialize(json, value, WireJson.Default.GetTypeInfo(field.PropertyType)!);
        }

        return WriteMetrics(json, before, after) || any;
    }

    private static bool WriteMetrics(Utf8JsonWriter json, Run? before, Run after)
    {
        var any = false;
        foreach (var (name, summary) in after.Metrics)
        {
            if (before is not null && before.Metrics.TryGetValue(name, out var old) && old == summary)
            {
                continue;
            }

            if (!any)
            {
                json.WriteStartObject("metrics");
                any = true;
            }

            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, summary, WireJson.Default.MetricSummary);
        }

        if (any)
        {
            json.WriteEndObject();
        }

        return any;
    }

    private static bool Same(object? before, object? after) => (before, after) switch
    {
        (JsonElement old, JsonElement current) => JsonElement.DeepEquals(old, current),
        (IReadOnlyList<string> old, IReadOnlyList<string> current) => ReferenceEquals(old, current) || old.SequenceEqual(current),
        _ => Equals(before, after),
    };
}
