using System.Globalization;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Jobs;

/// <summary>When a job may go: at an instant, or again and again by cron.</summary>
internal static class JobSchedule
{
    /// <summary>The instant not before which the next job goes; null without a schedule.</summary>
    /// <exception cref="ProblemException">400: it is no schedule, or never comes.</exception>
    public static Instant? First(string? schedule, DateTimeOffset now)
    {
        if (schedule is null)
        {
            return null;
        }

        return At(schedule) ?? Next(schedule, now) ?? throw ProblemException.BadRequest($"got schedule '{TextRule.Shorten(schedule)}', which never comes; want a time that does");
    }

    /// <summary>For cron, the next time; null for an instant, which comes once.</summary>
    public static Instant? Next(string schedule, DateTimeOffset now)
    {
        if (At(schedule) is not null)
        {
            return null;
        }

        try
        {
            return CronSchedule.Parse(schedule).Next(now) is { } next ? new Instant(next.ToUnixTimeMilliseconds() * 1000) : null;
        }
        catch (FormatException fault)
        {
            throw ProblemException.BadRequest(fault.Message);
        }
    }

    private static Instant? At(string schedule) =>
        schedule.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(schedule, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new Instant(at.ToUnixTimeMilliseconds() * 1000)
            : null;
}
