using System.Globalization;

namespace TrainingMonitor.Server.Jobs;

/// <summary>
/// Five fields of cron in UTC: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday); each <c>*</c>, a
/// number, a range, a list, any of them with <c>/step</c>. When both days are restricted either may match, as cron has it.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly (string Name, int Min, int Max)[] Fields = [("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7)];
    private readonly ulong[] _allowed;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;

    private CronSchedule(ulong[] allowed, bool anyDay, bool anyWeekday) => (_allowed, _anyDay, _anyWeekday) = (allowed, anyDay, anyWeekday);

    /// <exception cref="FormatException">What was got and what was wanted.</exception>
    public static CronSchedule Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
        {
            throw new FormatException($"got a schedule of {parts.Length} fields, want an instant, or five fields: minute hour day month weekday");
        }

        var allowed = parts.Select((part, i) => Field(part, Fields[i])).ToArray();

        // Sunday has two numbers.
        allowed[4] |= (allowed[4] >> 7) & 1;
        return new CronSchedule(allowed, parts[2] == "*", parts[4] == "*");
    }

    /// <summary>The first minute after an instant that matches; null when none does within four years, as for February 30.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var utc = after.ToUniversalTime();
        var at = new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, 0, TimeSpan.Zero).AddMinutes(1);
        var end = at.AddYears(4).AddDays(1);
        while (at < end)
        {
            if (!Has(3, at.Month))
            {
                at = new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
            }
            else if (!IsDay(at))
            {
                at = new DateTimeOffset(at.Year, at.Month, at.Day, 0, 0, 0, TimeSpan.Zero).AddDays(1);
            }
            else if (!Has(1, at.Hour))
            {
                at = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
            }
            else if (!Has(0, at.Minute))
            {
                at = at.AddMinutes(1);
            }
            else
            {
                return at;
            }
        }

        return null;
    }

    private bool IsDay(DateTimeOffset at)
    {
        var (day, weekday) = (Has(2, at.Day), Has(4, (int)at.DayOfWeek));
        return _anyDay || _anyWeekday ? day && weekday : day || weekday;
    }

    private bool Has(int field, int value) => (_allowed[field] >> value & 1) != 0;

    private static ulong Field(string text, (string Name, int Min, int Max) field)
    {
        var bits = 0UL;
        foreach (var item in text.Split(','))
        {
            var (range, step) = item.Split('/') switch
            {
                [var only] => (only, 1),
                [var before, var after] => (before, Number(after, 1, field.Max, field.Name)),
                _ => throw Fault(text, field),
            };
            var (from, to) = range == "*" ? (field.Min, field.Max) : range.Split('-') switch
            {
                [var one] => (Number(one, field.Min, field.Max, field.Name), step > 1 ? field.Max : Number(one, field.Min, field.Max, field.Name)),
                [var first, var last] => (Number(first, field.Min, field.Max, field.Name), Number(last, field.Min, field.Max, field.Name)),
                _ => throw Fault(text, field),
            };
            if (from > to)
            {
                throw Fault(text, field);
            }

            for (var value = from; value <= to; value += step)
            {
                bits |= 1UL << value;
            }
        }

        return bits;
    }

    private static int Number(string text, int min, int max, string name) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : throw Fault(text, (name, min, max));

    private static FormatException Fault(string text, (string Name, int Min, int Max) field) =>
        new($"got '{text}' as the {field.Name} of a schedule, want numbers from {field.Min} to {field.Max}, ranges, lists, * or steps");
}
