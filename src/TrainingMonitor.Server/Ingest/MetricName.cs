namespace TrainingMonitor.Server.Ingest;

/// <summary>What a metric may be called: 1 to 250 characters, no control characters, valid Unicode.</summary>
internal static class MetricName
{
    public const int MaxLength = 250;
    public const string NotUnicode = "got a metric name that is not valid Unicode, want UTF-8 text";

    /// <summary>What is wrong with the name, or null.</summary>
    public static string? Fault(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return $"got a metric name of {name.Length} characters, want 1 to {MaxLength}";
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsControl(name[i]))
            {
                return $"got a metric name with control character U+{(int)name[i]:X4}, want printable text";
            }

            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(name[i]))
            {
                return NotUnicode;
            }
        }

        return null;
    }
}
