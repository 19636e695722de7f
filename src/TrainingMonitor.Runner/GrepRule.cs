using System.Globalization;
using System.Text.RegularExpressions;

namespace TrainingMonitor.Runner;

/// <summary>
/// Reads metrics out of console lines: each named group of the pattern is one, the group <c>step</c> is the step. A group's
/// name can hold no slash, so <c>__</c> stands for it: <c>train__loss</c> is <c>train/loss</c>. Python's <c>(?P&lt;name&gt;…)</c> is understood too.
/// </summary>
public sealed class GrepRule
{
    private const string StepGroup = "step";

    // A pattern that goes wild on one line must not stand in the way of all the others.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly char[] Punctuation = [',', ';', ')', ']', '}', '|', '.', ':'];

    private readonly Regex _pattern;
    private readonly (string Group, string Metric)[] _metrics;

    /// <exception cref="ArgumentException">It is no regular expression, or names no group; the message says which.</exception>
    public GrepRule(string pattern)
    {
        _pattern = new Regex(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.CultureInvariant, Patience);
        _metrics = [.. _pattern.GetGroupNames()
            .Where(name => name != StepGroup && !char.IsAsciiDigit(name[0]))
            .Select(name => (name, name.Replace("__", "/", StringComparison.Ordinal)))];
        if (_metrics.Length == 0)
        {
            throw new ArgumentException($"got the pattern '{pattern}' without a named group, want one such as loss=(?<loss>\\S+)", nameof(pattern));
        }
    }

    /// <summary>The numbers in a line; null when it does not match, or what matched are no numbers.</summary>
    public (long? Step, IReadOnlyDictionary<string, double> Metrics)? Read(string line)
    {
        try
        {
            if (_pattern.Match(line) is not { Success: true } match)
            {
                return null;
            }

            var found = new Dictionary<string, double>();
            foreach (var (group, metric) in _metrics)
            {
                if (match.Groups[group] is { Success: true } text && TryNumber(text.Value, out var value))
                {
                    found[metric] = value;
                }
            }

            long? step = match.Groups[StepGroup] is { Success: true } at
                && long.TryParse(at.Value.Trim(Punctuation), NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : null;
            return found.Count > 0 ? (step, found) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static bool TryNumber(string text, out double value)
    {
        var word = text.Trim().TrimEnd(Punctuation);
        var isPercent = word.EndsWith('%');
        switch ((isPercent ? word[..^1] : word).ToLowerInvariant())
        {
            case "nan" or "-nan":
                value = double.NaN;
                return true;
            case "inf" or "+inf" or "infinity":
                value = double.PositiveInfinity;
                return true;
            case "-inf" or "-infinity":
                value = double.NegativeInfinity;
                return true;
            case var plain:
                return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        }
    }
}
