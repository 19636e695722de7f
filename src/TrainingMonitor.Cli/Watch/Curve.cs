namespace TrainingMonitor.Cli.Watch;

/// <summary>
/// One metric over steps, in bounded memory: when there are more entries than any terminal has columns, neighbours are
/// joined by their least and greatest value, so that no extreme is ever lost.
/// </summary>
internal sealed class Curve
{
    private const int MostEntries = 4096;

    private readonly List<(long Step, double Min, double Max)> _entries = [];
    private int _perEntry = 1;
    private int _inLast;

    public IReadOnlyList<(long Step, double Min, double Max)> Entries => _entries;

    public double Latest { get; private set; } = double.NaN;

    /// <summary>NaN and infinite values, which have no place on the scale.</summary>
    public long NonFinite { get; private set; }

    public void Add(long step, double value)
    {
        Latest = value;
        if (!double.IsFinite(value))
        {
            NonFinite++;
            return;
        }

        if (_inLast > 0 && _inLast < _perEntry)
        {
            var (first, min, max) = _entries[^1];
            _entries[^1] = (first, Math.Min(min, value), Math.Max(max, value));
            _inLast++;
            return;
        }

        AddBucket(step, value, value);
        _inLast = 1;
    }

    /// <summary>A piece of the history that the server has joined already.</summary>
    public void AddBucket(long step, double min, double max)
    {
        if (_entries.Count == MostEntries)
        {
            for (var i = 0; i < MostEntries / 2; i++)
            {
                var (left, right) = (_entries[2 * i], _entries[(2 * i) + 1]);
                _entries[i] = (left.Step, Math.Min(left.Min, right.Min), Math.Max(left.Max, right.Max));
            }

            _entries.RemoveRange(MostEntries / 2, MostEntries / 2);
            _perEntry *= 2;
        }

        _entries.Add((step, min, max));
        _inLast = _perEntry;
    }

    public void EndWith(double latest, long nonFinite) => (Latest, NonFinite) = (latest, nonFinite);

    /// <summary>A resume goes on from here: what it supersedes leaves the picture.</summary>
    public void CutFrom(long step) => _entries.RemoveAll(entry => entry.Step >= step);
}
