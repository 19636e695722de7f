namespace TrainingMonitor.Storage;

/// <summary>What a person searches for, as a pattern of SQL's <c>LIKE … ESCAPE '\'</c>.</summary>
internal static class SqlText
{
    public static string? Containing(string? text) =>
        string.IsNullOrEmpty(text) ? null : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
