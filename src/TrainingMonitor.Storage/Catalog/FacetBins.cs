using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Numbers counted in bins between the least and the greatest of them; at equal ratios where they span orders of magnitude.</summary>
internal sealed class FacetBins
{
    /// <summary>From this ratio of the greatest to the least on, bins at equal distances would hide most of it.</summary>
    private const double WideRatio = 100;

    private readonly int[] _counts;
    private readonly int[] _left;
    private readonly double _low = double.PositiveInfinity;
    private readonly double _high = double.NegativeInfinity;
    private readonly bool _isLog;
    private int _missing;

    public FacetBins(int[] slots, Func<int, double> numberOf, int bins)
    {
        foreach (var slot in slots)
        {
            var number = numberOf(slot);
            if (double.IsFinite(number))
            {
                _low = Math.Min(_low, number);
                _high = Math.Max(_high, number);
            }
        }

        _isLog = _low > 0 && _high / _low >= WideRatio;
        // Without any number there is no bin, and one number alone has one.
        var size = _low > _high ? 0 : _low == _high ? 1 : bins;
        (_counts, _left) = (new int[size], new int[size]);
    }

    public void Add(double number, bool isLeft)
    {
        if (!double.IsFinite(number))
        {
            _missing++;
            return;
        }

        var bin = _counts.Length < 2 ? 0 : Math.Clamp((int)(ShareOf(number) * _counts.Length), 0, _counts.Length - 1);
        _counts[bin]++;
        _left[bin] += isLeft ? 1 : 0;
    }

    public RunFacet Facet(string field) => new()
    {
        Field = field,
        Kind = FacetKind.Numbers,
        Missing = _missing,
        Scale = _isLog ? FacetScale.Log : FacetScale.Linear,
        Edges = _counts.Length == 0 ? [] : [.. Enumerable.Range(0, _counts.Length + 1).Select(EdgeOf)],
        Counts = _counts,
        Left = _left,
    };

    // Halves, since the distance between the two ends may be more than a number can be.
    private double ShareOf(double number) => _isLog
        ? Math.Log(number / _low) / Math.Log(_high / _low)
        : ((number / 2) - (_low / 2)) / ((_high / 2) - (_low / 2));

    private double EdgeOf(int i)
    {
        var share = (double)i / _counts.Length;
        return i == _counts.Length ? _high : _isLog ? _low * Math.Pow(_high / _low, share) : (_low * (1 - share)) + (_high * share);
    }
}
