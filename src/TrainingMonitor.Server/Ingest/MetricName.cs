namespace TrainingMonitor.Server.Ingest;

/// <summary>What a metric may be called: 1 to 250 characters (a setting), no control characters, valid Unicode.</summary>
internal static class MetricName
{
    public const string NotUnicode = "got a metric name that is not valid Unicode, want UTF-8 text";

    /// <summary>What is wrong with the name, or null.</summary>
    /// <param name="name">As it came.</param>
    /// <param name="max">Its most characters; where a name is only looked for, the most that any setting allows.</param>
    public static string? Fault(string name, int max = InputLimits.LongestMetricName)
    {
        if (name.Length == 0 || name.Length > max)
        {
            return $"got a metric name of {name.Length} characters, want 1 to {max}";
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
