namespace TrainingMonitor.Server.Problems;

/// <summary>What text from a client must be before it is kept: bounded, valid Unicode, and on one line where it names something.</summary>
internal static class TextRule
{
    public static void Name(string field, string? text, int max = 250)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length == 0 || text.Length > max)
        {
            throw ProblemException.BadRequest($"got a {field} of {text.Length} characters, want 1 to {max}");
        }

        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                throw ProblemException.BadRequest($"got a {field} with control character U+{(int)c:X4}, want printable text on one line");
            }
        }

        Unicode(field, text);
    }

    public static void Prose(string field, string? text, int max)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > max)
        {
            throw ProblemException.BadRequest($"got {field} of {text.Length} characters, want at most {max}");
        }

        if (text.Contains('\0'))
        {
            throw ProblemException.BadRequest($"got {field} with a NUL character, want text");
        }

        Unicode(field, text);
    }

    /// <summary>An id of the client's own, which may become a file name.</summary>
    public static void Id(string field, string? id)
    {
        if (id is not null && !Contract.Id.IsValid(id))
        {
            throw ProblemException.BadRequest($"got {field} '{Shorten(id)}', want 1 to 64 of a-z, 0-9, _ and -, the first a letter or digit");
        }
    }

    public static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static void Unicode(string field, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw ProblemException.BadRequest($"got a lone surrogate in {field}, want valid Unicode");
            }
        }
    }
}
