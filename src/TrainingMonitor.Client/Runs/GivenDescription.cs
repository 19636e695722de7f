using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>
/// What whoever launched the script has said of its run (<c>tmon run --name … --config lr=0.1</c>): JSON in the environment,
/// shaped as <c>PUT /api/runs/{id}</c>. It wins over what the script says; configurations are merged, tags are added.
/// </summary>
internal static class GivenDescription
{
    public const string Variable = "TRAINING_MONITOR_DESCRIPTION";

    public static RunUpdate? Find()
    {
        try
        {
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
                ? JsonSerializer.Deserialize(text, WireJson.Default.RunUpdate)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The update by which a script describes a run that was made for it.</summary>
    public static RunUpdate Over(RunUpdate? given, RunUpdate own) => own with
    {
        Name = given?.Name is not null ? null : own.Name,
        Project = given?.Project is not null ? null : own.Project,
        Config = Merged(own.Config, given?.Config),
        Tags = own.Tags is null ? null : [.. own.Tags.Union(given?.Tags ?? [])],
    };

    private static JsonElement? Merged(JsonElement? own, JsonElement? given)
    {
        if (own is null || given is not { ValueKind: JsonValueKind.Object } over)
        {
            return own;
        }

        var merged = JsonObject.Create(own.Value)!;
        foreach (var member in over.EnumerateObject())
        {
            merged[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        using var parsed = JsonDocument.Parse(merged.ToJsonString());
        return parsed.RootElement.Clone();
    }
}
