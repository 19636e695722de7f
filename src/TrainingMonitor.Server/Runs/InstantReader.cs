using System.Globalization;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>
/// Reads a comparison with an instant: RFC 3339, seconds since the epoch, <c>today</c> (its first moment, UTC), or so many days
/// or hours ago (<c>7d</c>, <c>12h</c>), so that a saved filter moves on with the clock.
/// </summary>
internal static class InstantReader
{
    private const double MostSeconds = 9e9;

    public static InstantComparison Read(string name, string value, ComparisonOperator op, string operand, DateTimeOffset now) =>
        op is not (ComparisonOperator.Contains or ComparisonOperator.In) && At(operand, now) is { } instant
            ? new InstantComparison(op, instant, operand)
            : throw ProblemException.BadRequest($"got '{TextRule.Shorten(value)}' for {name}, want eq:, ne:, lt:, le:, gt: or ge: and an instant, seconds since the epoch, today, or a time ago such as 7d or 12h");

    private static Instant? At(string text, DateTimeOffset now)
    {
        if (text == "today")
        {
            return InstantOf(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero));
        }

        if (text is [.. var digits, 'd' or 'h'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 36_500)
        {
            return InstantOf(now - (text[^1] == 'd' ? TimeSpan.FromDays(count) : TimeSpan.FromHours(count)));
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return Math.Abs(seconds) <= MostSeconds ? new Instant((long)(seconds * 1e6)) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? InstantOf(at) : null;
    }

    private static Instant InstantOf(DateTimeOffset at) => new((at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
}
