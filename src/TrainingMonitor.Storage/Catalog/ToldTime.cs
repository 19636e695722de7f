using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>
/// When something happened that a client tells afterwards: an offline run bears its own times, not those of its sync.
/// What is told at once has the server's time, so that a clock that is seconds off moves no run that is watched.
/// </summary>
internal static class ToldTime
{
    private const long AtOnce = 60_000_000;

    /// <param name="seconds">Since 1970, as the client's clock has it; null when it does not say.</param>
    public static Instant Of(double? seconds, Instant now) =>
        seconds is { } told && EpochSeconds.ToMicroseconds(told) is { } time && time < now.Microseconds - AtOnce ? new Instant(time) : now;
}
