using System.Globalization;

namespace TrainingMonitor.Contract;

/// <summary>
/// A moment in UTC, in microseconds since 1970: what the store keeps, without the rounding of a float or the
/// time zone of a <see cref="DateTimeOffset"/>. On the wire it is RFC 3339 with six decimals and <c>Z</c>.
/// </summary>
public readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    public static Instant Now(TimeProvider time) => From(time.GetUtcNow());

    public static Instant From(DateTimeOffset moment) =>
        new((moment.UtcTicks - DateTime.UnixEpoch.Ticks) / TicksPerMicrosecond);

    public DateTimeOffset ToDateTimeOffset() => new(DateTime.UnixEpoch.Ticks + (Microseconds * TicksPerMicrosecond), TimeSpan.Zero);

    public double Seconds => Microseconds / 1e6;

    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;

    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out Instant instant)
    {
        var good = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        instant = good ? From(moment) : default;
        return good;
    }
}
