using System.Collections.Frozen;
using System.Text.Json;

namespace TrainingMonitor.Contract.Json;

/// <summary>The snake_case word of each value of an enum: on the wire, in the store and in queries alike.</summary>
public static class WireWord<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Words =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>All words, for the sentence of an error.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<T>().Select(value => Words[value]));

    public static string Of(T value) => Words[value];

    public static bool TryParse(string? word, out T value)
    {
        value = default;
        return word is not null && Values.TryGetValue(word, out value);
    }
}
