namespace TrainingMonitor.Storage;

/// <summary>A metric's name, or the beginning of names: <c>val/*</c>.</summary>
public static class KeyPattern
{
    public static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == name;
}
