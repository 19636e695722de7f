using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>One metric over another: the values that both had at the same step, paired in arrival order where a step repeats.</summary>
internal static class PairReader
{
    /// <summary>All pairs of some steps whose x is in the range.</summary>
    public static RawColumns Read(SeriesQuery query, SeriesLine line, PointColumns xs, PointColumns ys)
    {
        var pairs = new List<(int X, int Y)>(Math.Min(xs.Count, ys.Count));
        for (int x = 0, y = 0; x < xs.Count && y < ys.Count;)
        {
            var order = xs.Steps[x].CompareTo(ys.Steps[y]);
            if (order == 0 && IsInside(query, xs.Values[x]))
            {
                pairs.Add((x, y));
            }

            x += order <= 0 ? 1 : 0;
            y += order >= 0 ? 1 : 0;
        }

        return new RawColumns
        {
            RunId = query.RunId,
            Key = line.Name,
            Segment = line.Segment,
            Total = pairs.Count,
            Steps = [.. pairs.Select(pair => ys.Steps[pair.Y])],
            Times = [.. pairs.Select(pair => ys.Times[pair.Y])],
            Values = [.. pairs.Select(pair => ys.Values[pair.Y])],
            X = [.. pairs.Select(pair => xs.Values[pair.X])],
        };
    }

    private static bool IsInside(SeriesQuery query, double x) => (query.From is not { } from || x >= from) && (query.To is not { } to || x <= to);
}
