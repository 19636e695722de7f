using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrainingMonitor.Tests.Server.Endpoints;

/// <summary>Compares what an answer is made of, member by member, with what it should be; values may differ.</summary>
internal static class JsonShape
{
    /// <summary>The first difference in words, or null.</summary>
    public static string? Difference(JsonNode? want, JsonNode? got, string at = "$") => (want, got) switch
    {
        (null, _) or (_, null) => null,
        (JsonObject wanted, JsonObject members) => Members(wanted, members, at),
        (JsonArray { Count: > 0 } wanted, JsonArray items) => items.Count == 0 ? $"{at} is empty" : Difference(wanted[0], items[0], $"{at}[0]"),
        (JsonArray, JsonArray) => null,
        _ => Kind(want) == Kind(got) ? null : $"{at} is {Kind(got)}, want {Kind(want)}",
    };

    private static string? Members(JsonObject want, JsonObject got, string at)
    {
        var missing = want.Select(member => member.Key).Except(got.Select(member => member.Key)).FirstOrDefault();
        var extra = got.Select(member => member.Key).Except(want.Select(member => member.Key)).FirstOrDefault();
        return missing is not null ? $"{at} has no {missing}"
            : extra is not null ? $"{at} has {extra}, which the example has not"
            : want.Select(member => Difference(member.Value, got[member.Key], $"{at}.{member.Key}")).FirstOrDefault(difference => difference is not null);
    }

    private static string Kind(JsonNode node) => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "boolean" : node.GetValueKind().ToString();
}
