using System.Diagnostics;

namespace TrainingMonitor.Client;

/// <summary>
/// Whether the script has just thrown. A block that is left by an exception is closed like any other, and nothing says
/// whether somebody catches the exception further out: but when none was thrown, the block has come to its good end.
/// Only what the flow throws that made the monitor counts; the monitor's own tasks, which meet many, are none of it.
/// </summary>
internal sealed class RecentThrow
{
    private static readonly TimeSpan Recent = TimeSpan.FromMilliseconds(100);
    private static readonly AsyncLocal<RecentThrow?> OfThisFlow = new();

    private long _thrownAt;
    private int _thrownOn;

    static RecentThrow() => AppDomain.CurrentDomain.FirstChanceException += (_, _) =>
    {
        if (OfThisFlow.Value is { } flow)
        {
            (flow._thrownAt, flow._thrownOn) = (Stopwatch.GetTimestamp(), Environment.CurrentManagedThreadId);
        }
    };

    private RecentThrow()
    {
    }

    /// <summary>Watches the code that runs from now on in this flow.</summary>
    public static RecentThrow Watch() => OfThisFlow.Value ??= new RecentThrow();

    /// <summary>What was thrown until now was caught.</summary>
    public void Forget() => _thrownAt = 0;

    /// <summary>What this thread throws until the end of the block is caught in it.</summary>
    public CaughtBlock Caught() => new(this, _thrownAt);

    public bool IsNow => _thrownAt != 0 && Stopwatch.GetElapsedTime(_thrownAt) < Recent;

    public readonly struct CaughtBlock(RecentThrow throws, long thrownBefore) : IDisposable
    {
        public void Dispose()
        {
            if (throws._thrownAt != thrownBefore && throws._thrownOn == Environment.CurrentManagedThreadId)
            {
                throws._thrownAt = thrownBefore;
            }
        }
    }
}
