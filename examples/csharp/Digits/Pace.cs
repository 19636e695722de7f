using System.Diagnostics;

namespace Digits;

/// <summary>Holds the loop to so many steps a second, so that a person can watch it; 0 lets it run.</summary>
internal sealed class Pace(double stepsPerSecond)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public void Wait(long stepsDone)
    {
        var ahead = stepsPerSecond > 0
            ? TimeSpan.FromSeconds(stepsDone / stepsPerSecond) - Stopwatch.GetElapsedTime(_started)
            : TimeSpan.Zero;
        if (ahead > TimeSpan.Zero)
        {
            Thread.Sleep(ahead);
        }
    }
}
