using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// Fewer pairs than there are: of each stretch its first, and the least and greatest of both metrics, so that no extreme is lost;
/// where a value is no finite number, the first of each kind in place of what matters less; and the newest of all. Pairs come block
/// by block.
/// </summary>
internal sealed class PairThinning
{
    private const int MostOfStretch = 5;
    private readonly long _stretch;
    private readonly List<Pair> _kept = [];
    private Pair? _newest;
    private Pair? _first;
    private Pair? _leastX;
    private Pair? _greatestX;
    private Pair? _leastY;
    private Pair? _greatestY;
    private Pair? _nan;
    private Pair? _positive;
    private Pair? _negative;
    private long _count;

    /// <param name="total">The pairs that will come.</param>
    /// <param name="most">The most that may be kept.</param>
    public PairThinning(long total, int most) =>
        _stretch = Math.Max(1, (long)Math.Ceiling(total * (double)MostOfStretch / Math.Max(1, most - 1)));

    public void Add(RawColumns pairs)
    {
        for (var i = 0; i < pairs.Steps.Length; i++)
        {
            Add(new Pair(_count, pairs.Steps[i], pairs.Times[i], pairs.Values[i], pairs.X![i]));
            if (++_count % _stretch == 0)
            {
                Keep();
            }
        }
    }

    public RawColumns ToColumns(SeriesQuery query, SeriesLine line)
    {
        Keep();
        if (_newest is { } newest && _kept.Count > 1 && _kept[^1].Index != newest.Index)
        {
            _kept.Add(newest);
        }

        return new RawColumns
        {
            RunId = query.RunId,
            Key = line.Name,
            Segment = line.Segment,
            Total = _count,
            Steps = [.. _kept.Select(pair => pair.Step)],
            Times = [.. _kept.Select(pair => pair.Time)],
            Values = [.. _kept.Select(pair => pair.Y)],
            X = [.. _kept.Select(pair => pair.X)],
        };
    }

    private void Add(in Pair pair)
    {
        _newest = pair;
        _first ??= pair;
        if (double.IsFinite(pair.X))
        {
            _leastX = _leastX is { } least && least.X <= pair.X ? least : pair;
            _greatestX = _greatestX is { } greatest && greatest.X >= pair.X ? greatest : pair;
        }

        if (double.IsFinite(pair.Y))
        {
            _leastY = _leastY is { } least && least.Y <= pair.Y ? least : pair;
            _greatestY = _greatestY is { } greatest && greatest.Y >= pair.Y ? greatest : pair;
        }
        else if (double.IsNaN(pair.Y))
        {
            _nan ??= pair;
        }
        else if (pair.Y > 0)
        {
            _positive ??= pair;
        }
        else
        {
            _negative ??= pair;
        }
    }

    private void Keep()
    {
        var byWeight = new[] { _leastY, _greatestY, _nan, _positive, _negative, _leastX, _greatestX, _first };
        _kept.AddRange(byWeight.OfType<Pair>().DistinctBy(pair => pair.Index).Take(MostOfStretch).OrderBy(pair => pair.Index));
        (_first, _leastX, _greatestX, _leastY, _greatestY, _nan, _positive, _negative) = (null, null, null, null, null, null, null, null);
    }

    private readonly record struct Pair(long Index, long Step, long Time, double Y, double X);
}
