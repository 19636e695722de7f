using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>
/// The rows of a run of any length in step order with memory for some: it is read window by window over its steps, each as
/// wide as the pyramid's counts say that it holds few enough points. Only points that share one step cannot be split.
/// </summary>
internal sealed class RowWindows(DataStore store, string runId, SegmentChoice segment)
{
    private const long MostPoints = 200_000;

    public IEnumerable<LoggedRow> Rows()
    {
        if (Bounds() is not var (first, last))
        {
            yield break;
        }

        var width = (Int128)last - first + 1;
        for (Int128 from = first; from <= last;)
        {
            var to = Int128.Min(last, from + width - 1);
            var points = Count(from, to);
            if (points > MostPoints && to > from)
            {
                width = Int128.Max(1, (to - from + 1) / 2);
                continue;
            }

            foreach (var row in RowMerge.Of(Read(from, to, 0)))
            {
                yield return row;
            }

            from = to + 1;
            width = points < MostPoints / 4 ? width * 2 : width;
        }
    }

    /// <summary>The metrics that the rows can have.</summary>
    public IReadOnlyList<string> Names() => [.. Read(null, null, 1).Select(series => series.Key).Distinct()];

    private (long First, long Last)? Bounds()
    {
        long? first = null, last = null;
        foreach (var series in Read(null, null, 1))
        {
            var (low, high) = series is RawColumns raw ? (raw.Steps[0], raw.Steps[^1]) : (((BucketColumns)series).FirstStep[0], ((BucketColumns)series).LastStep[^1]);
            (first, last) = (Math.Min(first ?? low, low), Math.Max(last ?? high, high));
        }

        return first is { } f && last is { } l ? (f, l) : null;
    }

    private long Count(Int128 from, Int128 to) => Read(from, to, 1).Sum(series => series.Total);

    private IReadOnlyList<SeriesColumns> Read(Int128? from, Int128? to, int points) => store.Points.Read(new SeriesQuery
    {
        RunId = runId,
        Keys = ["*"],
        From = (double?)from,
        To = (double?)to,
        Points = points,
        Segment = segment,
    }).Series;
}
