using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// One metric of one run: its number within the run and its summary over the newest segment's view. Changed only on the
/// writer's thread, under the gate of its <see cref="RunSeries"/>.
/// </summary>
internal sealed class MetricState(int number, string name)
{
    public int Number { get; } = number;
    public string Name { get; } = name;
    public double Latest { get; set; } = double.NaN;
    public long Step { get; set; } = long.MinValue;
    public double Min { get; set; } = double.NaN;
    public long MinStep { get; set; }
    public double Max { get; set; } = double.NaN;
    public long MaxStep { get; set; }
    public long Count { get; set; }
    public long FirstTime { get; set; } = long.MaxValue;
    public long LastTime { get; set; } = long.MinValue;

    /// <summary>Whether the name is on disk, so that tail records need not repeat it.</summary>
    public bool IsKnownOnDisk { get; set; }

    /// <summary>Whether its first NaN or infinity has been told of.</summary>
    public bool HasNonFinite { get; set; }

    public void Add(long step, long time, double value)
    {
        Count++;
        FirstTime = Math.Min(FirstTime, time);
        LastTime = Math.Max(LastTime, time);
        if (step >= Step)
        {
            Step = step;
            Latest = value;
        }

        if (!double.IsFinite(value))
        {
            return;
        }

        // "Not greater or equal" is also true against the NaN that stands for "none yet".
        if (!(value >= Min))
        {
            Min = value;
            MinStep = step;
        }

        if (!(value <= Max))
        {
            Max = value;
            MaxStep = step;
        }
    }

    public void Reset()
    {
        (Latest, Step, Min, Max, Count) = (double.NaN, long.MinValue, double.NaN, double.NaN, 0);
        (FirstTime, LastTime) = (long.MaxValue, long.MinValue);
    }

    public MetricSummary ToSummary(MetricGoal goal)
    {
        var hasFinite = !double.IsNaN(Min);
        return new MetricSummary
        {
            Latest = Latest,
            Step = Step,
            Min = hasFinite ? Min : null,
            MinStep = hasFinite ? MinStep : null,
            Max = hasFinite ? Max : null,
            MaxStep = hasFinite ? MaxStep : null,
            Best = !hasFinite ? null : goal == MetricGoal.Min ? Min : Max,
            Goal = goal,
            Count = Count,
        };
    }
}
