namespace TrainingMonitor.Storage;

/// <summary>
/// Cuts steps into windows of few enough points: the pyramid says how many lie in each, without reading them. Only points that
/// share one step cannot be cut.
/// </summary>
internal static class StepWindows
{
    public static IEnumerable<StepWindow> Of(long first, long last, long mostPoints, Func<StepWindow, long> count)
    {
        var width = (Int128)last - first + 1;
        for (Int128 from = first; from <= last;)
        {
            var until = Int128.Min((Int128)last + 1, from + width);
            var window = new StepWindow((long)from, (long)Int128.Min(until, long.MaxValue));
            var points = count(window);
            if (points > mostPoints && until - from > 1)
            {
                // As narrow as an even pace would ask for, and narrower than it was in any case.
                width = Int128.Max(1, Int128.Min((until - from) / 2, (until - from) * mostPoints / points));
                continue;
            }

            if (points > 0)
            {
                yield return window;
            }

            from = until;
            width = points < mostPoints / 2 ? width * 2 : width;
        }
    }
}
