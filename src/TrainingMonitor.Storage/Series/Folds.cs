using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>What has been kept of one metric's points in a folded chunk, in step order.</summary>
internal sealed class Folds(FoldedRows rows, FoldedValues values)
{
    public int Count => rows.Count;

    public Fold this[int index]
    {
        get
        {
            var (count, value) = (rows.Counts[index], values.First[index]);
            var summary = new PointSummary
            {
                Count = count,
                Nan = double.IsNaN(value) ? count : 0,
                PosInf = double.IsPositiveInfinity(value) ? count : 0,
                NegInf = double.IsNegativeInfinity(value) ? count : 0,
                First = value,
                Last = values.Last[index],
                Min = values.Min[index],
                Max = values.Max[index],
                Sum = values.Sum[index],
                FirstStep = rows.FirstSteps[index],
                LastStep = rows.LastSteps[index],
                FirstTime = rows.FirstTimes[index],
                LastTime = rows.LastTimes[index],
            };
            var entry = new IndexEntry
            {
                Summary = summary,
                LeastTime = summary.FirstTime,
                GreatestTime = summary.LastTime,
                IsPlain = double.IsFinite(value),
                HasSortedTimes = true,
            };
            return new Fold(entry, values.MinSteps[index], values.MaxSteps[index]);
        }
    }
}

/// <summary>Points of which only this is left; where they are no numbers, the values are what all of them were.</summary>
internal readonly record struct Fold(IndexEntry Entry, long MinStep, long MaxStep);
