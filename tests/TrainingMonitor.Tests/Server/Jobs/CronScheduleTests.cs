using System.Globalization;
using TrainingMonitor.Server.Jobs;

namespace TrainingMonitor.Tests.Server.Jobs;

public class CronScheduleTests
{
    [Theory]
    [InlineData("* * * * *", "2026-11-22T09:30:59Z", "2026-11-22T09:31:00Z")]
    [InlineData("0 3 * * *", "2026-11-22T03:00:00Z", "2026-11-23T03:00:00Z")]
    [InlineData("*/15 * * * *", "2026-11-22T09:46:00Z", "2026-11-22T10:00:00Z")]
    [InlineData("10-20/5,50 8 * * *", "2026-11-22T08:16:00Z", "2026-11-22T08:20:00Z")]
    [InlineData("0 0 29 2 *", "2026-11-22T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 12 * * 7", "2026-11-22T12:00:00Z", "2026-11-29T12:00:00Z")]
    [InlineData("0 12 1 * 1", "2026-11-22T12:00:00Z", "2026-11-23T12:00:00Z")]
    [InlineData("30 23 31 12 *", "2026-12-31T23:30:00Z", "2027-12-31T23:30:00Z")]
    public void The_next_time_is_the_first_minute_that_matches(string schedule, string after, string next) =>
        Assert.Equal(At(next), CronSchedule.Parse(schedule).Next(At(after)));

    [Fact]
    public void A_day_that_never_comes_has_no_next_time() => Assert.Null(CronSchedule.Parse("0 0 30 2 *").Next(At("2026-01-01T00:00:00Z")));

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("1/2/3 * * * *")]
    [InlineData("* * 0 * *")]
    public void What_is_no_schedule_is_refused_with_a_sentence(string schedule) =>
        Assert.Contains("want", Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule)).Message, StringComparison.Ordinal);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
