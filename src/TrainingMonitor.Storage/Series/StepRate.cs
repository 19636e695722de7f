namespace TrainingMonitor.Storage;

/// <summary>
/// How long a step takes: the exponential moving average (α = 0.3) over the last 50 step durations, by the points' own
/// clock. Steps that do not go up say nothing about speed and are passed over.
/// </summary>
internal sealed class StepRate
{
    private const double Alpha = 0.3;
    private const int Kept = 50;
    private readonly Queue<double> _durations = new(Kept);
    private long _step;
    private long _time;
    private bool _hasStep;

    /// <summary>Seconds, null until three durations are known.</summary>
    public double? SecondsPerStep
    {
        get
        {
            if (_durations.Count < 3)
            {
                return null;
            }

            var mean = double.NaN;
            foreach (var duration in _durations)
            {
                mean = double.IsNaN(mean) ? duration : (Alpha * duration) + ((1 - Alpha) * mean);
            }

            return mean;
        }
    }

    public void Add(long step, long time)
    {
        if (_hasStep && step > _step && time >= _time)
        {
            if (_durations.Count == Kept)
            {
                _durations.Dequeue();
            }

            _durations.Enqueue((time - _time) / 1e6 / (step - _step));
        }

        if (!_hasStep || step > _step)
        {
            (_step, _time, _hasStep) = (step, time, true);
        }
    }

    public void Add(ReadOnlySpan<long> steps, ReadOnlySpan<long> times)
    {
        for (var row = Math.Max(0, steps.Length - Kept - 1); row < steps.Length; row++)
        {
            Add(steps[row], times[row]);
        }
    }

    /// <summary>After a resume the clock starts anew.</summary>
    public void Reset()
    {
        _durations.Clear();
        _hasStep = false;
    }
}
