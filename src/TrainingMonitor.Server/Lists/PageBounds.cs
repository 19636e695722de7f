using System.Globalization;

using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Lists;

/// <summary>The bounds that every list shares.</summary>
internal static class PageBounds
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    public static int Limit(IQueryCollection query) => Integer(query, "limit", DefaultLimit, 1, MaxLimit);

    /// <summary>What <c>next_cursor</c> gave, or null for the first page. Opaque to clients; here only its form is checked.</summary>
    public static string? Cursor(IQueryCollection query)
    {
        var text = query["cursor"].ToString();
        return text.Length == 0 ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text
            : throw ProblemException.BadRequest($"got cursor={TextRule.Shorten(text)}, want what next_cursor gave");
    }

    public static int Integer(IQueryCollection query, string name, int missing, int min, int max)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return missing;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw ProblemException.BadRequest($"got {name}={TextRule.Shorten(text)}, want a whole number from {min} to {max}");
    }
}
