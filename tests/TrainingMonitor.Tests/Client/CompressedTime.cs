using System.Diagnostics;

namespace TrainingMonitor.Tests.Client;

/// <summary>A clock that runs many times faster than the true one, its timers with it: an hour in seconds.</summary>
internal sealed class CompressedTime(int factor) : TimeProvider
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset _since = DateTimeOffset.UtcNow;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started) * factor;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _since + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

    private TimeSpan Sooner(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;
}
