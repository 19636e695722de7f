using System.Diagnostics;

namespace TrainingMonitor.Storage;

/// <summary>
/// Gives a walk over everything that is open at most a twentieth of the writer's time: its price grows with the number of open
/// runs, and acknowledgements wait for it. With a few hundred of them it limits nothing. Not thread-safe: the writer's own.
/// </summary>
internal sealed class WalkBudget
{
    private const int Share = 20;
    private long _ended;
    private TimeSpan _took;

    /// <summary>Walks, unless the last one was too recent for what it took or ended less than <paramref name="atLeast"/> ago.</summary>
    public bool TryWalk(TimeSpan atLeast, Action walk)
    {
        var rest = _took * (Share - 1);
        if (_ended != 0 && Stopwatch.GetElapsedTime(_ended) < (rest > atLeast ? rest : atLeast))
        {
            return false;
        }

        var started = Stopwatch.GetTimestamp();
        walk();
        _ended = Stopwatch.GetTimestamp();
        _took = Stopwatch.GetElapsedTime(started, _ended);
        return true;
    }
}
