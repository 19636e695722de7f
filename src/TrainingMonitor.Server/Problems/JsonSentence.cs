using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace TrainingMonitor.Server.Problems;

/// <summary>Turns what <see cref="JsonException"/> says to a programmer into one sentence for the caller of the API.</summary>
internal static partial class JsonSentence
{
    /// <param name="error">What the serialiser said.</param>
    /// <param name="shape">What was to be read; null where nothing is said of kinds.</param>
    public static string Of(JsonException error, JsonTypeInfo? shape = null)
    {
        var where = error.Path is { Length: > 1 } path ? $" at {path}" : "";
        var message = error.Message;
        if (message.StartsWith("got ", StringComparison.Ordinal))
        {
            return Own().Match(message).Value.TrimEnd() + where;
        }

        if (Missing().Match(message) is { Success: true } missing)
        {
            return $"got a body without {missing.Groups[1].Value}, want it given";
        }

        if (error.InnerException is InvalidOperationException { Message: var inner } && !inner.StartsWith("Cannot get the value", StringComparison.Ordinal))
        {
            return $"got a string{where} that is not valid Unicode, want UTF-8 text without lone surrogates";
        }

        if (shape is not null && message.Contains("could not be converted", StringComparison.Ordinal))
        {
            return $"got a value of another kind{where}, want {JsonKind.At(shape, error.Path ?? "$")}";
        }

        if (shape is not null && message.Contains("allow null", StringComparison.Ordinal))
        {
            return $"got null{where}, want {JsonKind.At(shape, error.Path ?? "$")}";
        }

        if (message.Contains("uplicate", StringComparison.Ordinal))
        {
            return $"got the same member twice{where}, want each once";
        }

        if (TooDeep().Match(message) is { Success: true } deep)
        {
            return $"got JSON that is nested too deeply, want at most {deep.Groups[1].Value} levels";
        }

        return error.LineNumber is { } line
            ? $"got malformed JSON at line {line + 1}, byte {error.BytePositionInLine + 1}, want one JSON value in UTF-8"
            : $"got JSON that cannot be read{where}, want the shape that /openapi.json gives";
    }

    [GeneratedRegex(@"^got [^\n]*?(?= Path: |$)")]
    private static partial Regex Own();

    [GeneratedRegex(@"missing required properties including: (.+?)\.?$")]
    private static partial Regex Missing();

    [GeneratedRegex(@"maximum configured depth of (\d+)")]
    private static partial Regex TooDeep();
}
