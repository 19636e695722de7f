namespace TrainingMonitor.Client;

/// <summary>1, 2, 4, 8, … at most 30 s, each shortened by up to a quarter at random, so that many writers do not come back at once.</summary>
internal sealed class Backoff(Random random)
{
    private const double MaxSeconds = 30;

    private double _seconds = 1;

    public TimeSpan Next()
    {
        var wait = _seconds * (1 - (0.25 * random.NextDouble()));
        _seconds = Math.Min(MaxSeconds, _seconds * 2);
        return TimeSpan.FromSeconds(wait);
    }

    public void Reset() => _seconds = 1;
}
