using System.Text.Json;
using System.Text.RegularExpressions;

namespace TrainingMonitor.Server.Problems;

/// <summary>Turns what <see cref="JsonException"/> says to a programmer into one sentence for the caller of the API.</summary>
internal static partial class JsonSentence
{
    public static string Of(JsonException error)
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

        if (WrongType().Match(message) is { Success: true } wrong)
        {
            return $"got a value of another kind{where}, want {Kind(wrong.Groups[1].Value)}";
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

    private static string Kind(string type) => type switch
    {
        _ when type.Contains("Int", StringComparison.Ordinal) => "an integer",
        _ when type.Contains("Double", StringComparison.Ordinal) => "a number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("List", StringComparison.Ordinal) || type.Contains("[]", StringComparison.Ordinal) => "an array of strings",
        _ when type.Contains("System.String", StringComparison.Ordinal) => "a string",
        _ => "an object",
    };

    [GeneratedRegex(@"^got [^\n]*?(?= Path: |$)")]
    private static partial Regex Own();

    [GeneratedRegex(@"missing required properties including: (.+?)\.?$")]
    private static partial Regex Missing();

    [GeneratedRegex(@"maximum configured depth of (\d+)")]
    private static partial Regex TooDeep();

    [GeneratedRegex(@"could not be converted to (\S+)\.(?: |$)")]
    private static partial Regex WrongType();
}
