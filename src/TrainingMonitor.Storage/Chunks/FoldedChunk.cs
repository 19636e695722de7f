namespace TrainingMonitor.Storage.Chunks;

/// <summary>
/// A chunk whose rows are folds: of rows that follow one another, how many there were, and each metric's first, last, least and
/// greatest value and their sum. In a fold wall times go up, and a metric has only numbers or only the same NaN or infinity, so
/// that all it says is exact, and what is no number stays where it was. A row as it was logged is a fold of one.
/// </summary>
internal sealed class FoldedChunk(FoldedRows rows, IReadOnlyList<FoldedValues> metrics)
{
    public FoldedRows Rows => rows;

    public IReadOnlyList<FoldedValues> Metrics => metrics;

    public static FoldedChunk OfRows(long[] steps, long[] times, IEnumerable<(int Metric, double[] Values)> metrics)
    {
        var ones = new long[steps.Length];
        Array.Fill(ones, 1);
        return new FoldedChunk(
            new FoldedRows(steps, steps, times, times, ones),
            [.. metrics.Select(one => new FoldedValues(one.Metric, one.Values, one.Values, one.Values, one.Values, one.Values, steps, steps))]);
    }

    /// <summary>The same in longer folds, none of which reaches past a border of <paramref name="length"/> microseconds where one is given.</summary>
    public FoldedChunk Fold(long? length)
    {
        var begins = Begins(length);
        var folded = new FoldedRows(
            [.. begins.Select(row => rows.FirstSteps[row])],
            AtEnds(rows.LastSteps),
            [.. begins.Select(row => rows.FirstTimes[row])],
            AtEnds(rows.LastTimes),
            new long[begins.Count]);
        for (var i = 0; i < begins.Count; i++)
        {
            folded.Counts[i] = rows.Counts.AsSpan(begins[i]..End(i)).ToArray().Sum();
        }

        return new FoldedChunk(folded, [.. metrics.Select(Fold)]);

        int End(int fold) => fold + 1 < begins.Count ? begins[fold + 1] : rows.Count;

        long[] AtEnds(long[] of) => [.. begins.Select((_, fold) => of[End(fold) - 1])];

        FoldedValues Fold(FoldedValues of)
        {
            var to = FoldedValues.Empty(of.Metric, begins.Count);
            for (var fold = 0; fold < begins.Count; fold++)
            {
                var (least, greatest, sum) = (begins[fold], begins[fold], 0.0);
                for (var row = begins[fold]; row < End(fold); row++)
                {
                    least = of.Min[row] < of.Min[least] ? row : least;
                    greatest = of.Max[row] > of.Max[greatest] ? row : greatest;
                    sum += of.Sum[row];
                }

                (to.First[fold], to.Last[fold], to.Sum[fold]) = (of.First[begins[fold]], of.Last[End(fold) - 1], sum);
                (to.Min[fold], to.MinSteps[fold]) = (of.Min[least], of.MinSteps[least]);
                (to.Max[fold], to.MaxSteps[fold]) = (of.Max[greatest], of.MaxSteps[greatest]);
            }

            return to;
        }
    }

    private static int KindOf(double value) =>
        double.IsFinite(value) ? 0 : double.IsNaN(value) ? 1 : value > 0 ? 2 : 3;

    /// <summary>The rows at which folds begin.</summary>
    private List<int> Begins(long? length)
    {
        var begins = new List<int>();
        for (var row = 0; row < rows.Count; row++)
        {
            if (row == 0
                || rows.FirstTimes[row] < rows.LastTimes[row - 1]
                || (length is { } most && Part(rows.FirstTimes[row], most) != Part(rows.FirstTimes[begins[^1]], most))
                || metrics.Any(of => KindOf(of.First[row]) != KindOf(of.First[row - 1])))
            {
                begins.Add(row);
            }
        }

        return begins;

        static long Part(long time, long most) => (time / most) - (time % most < 0 ? 1 : 0);
    }
}

/// <summary>What the metrics of a chunk share of each fold.</summary>
internal sealed record FoldedRows(long[] FirstSteps, long[] LastSteps, long[] FirstTimes, long[] LastTimes, long[] Counts)
{
    public int Count => Counts.Length;
}

/// <summary>One metric in the folds of a chunk; all that is no number has the same value in each list but the steps.</summary>
internal sealed record FoldedValues(
    int Metric, double[] First, double[] Last, double[] Min, double[] Max, double[] Sum, long[] MinSteps, long[] MaxSteps)
{
    public static FoldedValues Empty(int metric, int count) => new(
        metric, new double[count], new double[count], new double[count], new double[count], new double[count], new long[count], new long[count]);
}
