using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// One metric over another: the values that both had at the same step, paired in arrival order where a step repeats.
/// Above the wished number of pairs every k-th is kept, and with it the extremes of both metrics in between.
/// </summary>
internal sealed class PairReader(SeriesQuery query, string name, int segment)
{
    public RawColumns Read(PointColumns xs, PointColumns ys)
    {
        var pairs = new List<(int X, int Y)>();
        for (int x = 0, y = 0; x < xs.Count && y < ys.Count;)
        {
            var order = xs.Steps[x].CompareTo(ys.Steps[y]);
            if (order == 0)
            {
                if (IsInside(xs.Values[x]))
                {
                    pairs.Add((x, y));
                }

                x++;
                y++;
            }
            else if (order < 0)
            {
                x++;
            }
            else
            {
                y++;
            }
        }

        var kept = query.Points == 0 || pairs.Count <= query.Points ? pairs : Thin(pairs, xs, ys);
        return new RawColumns
        {
            RunId = query.RunId,
            Key = name,
            Segment = segment,
            Total = pairs.Count,
            Steps = [.. kept.Select(pair => ys.Steps[pair.Y])],
            Times = [.. kept.Select(pair => ys.Times[pair.Y])],
            Values = [.. kept.Select(pair => ys.Values[pair.Y])],
            X = [.. kept.Select(pair => xs.Values[pair.X])],
        };
    }

    private bool IsInside(double x) => (query.From is not { } from || x >= from) && (query.To is not { } to || x <= to);

    private List<(int X, int Y)> Thin(List<(int X, int Y)> pairs, PointColumns xs, PointColumns ys)
    {
        var kept = new List<(int X, int Y)>();

        // Each stretch keeps its first and up to four extremes.
        var stretch = (int)Math.Max(1, Math.Ceiling(pairs.Count * 5.0 / query.Points));
        for (var start = 0; start < pairs.Count; start += stretch)
        {
            var end = Math.Min(pairs.Count, start + stretch);
            var chosen = new SortedSet<int> { start };
            AddExtremes(chosen, start, end, i => ys.Values[pairs[i].Y]);
            AddExtremes(chosen, start, end, i => xs.Values[pairs[i].X]);
            kept.AddRange(chosen.Select(i => pairs[i]));
        }

        return kept;
    }

    private static void AddExtremes(SortedSet<int> chosen, int start, int end, Func<int, double> valueOf)
    {
        var (least, greatest) = (-1, -1);
        for (var i = start; i < end; i++)
        {
            var value = valueOf(i);
            if (double.IsNaN(value))
            {
                continue;
            }

            least = least < 0 || value < valueOf(least) ? i : least;
            greatest = greatest < 0 || value > valueOf(greatest) ? i : greatest;
        }

        if (least >= 0)
        {
            chosen.Add(least);
            chosen.Add(greatest);
        }
    }
}
