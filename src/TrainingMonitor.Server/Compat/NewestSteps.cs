using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Compat;

/// <summary>The last steps of a run with its loss, accuracy and epoch, read from the end: the window widens until it holds enough.</summary>
internal static class NewestSteps
{
    private const int Most = 200;

    public static IReadOnlyList<TrainingStep> Of(DataStore store, Run run)
    {
        string[] keys = [.. new[] { run.Primary.Loss, run.Primary.Accuracy }.OfType<string>().Distinct()];
        if (keys.Length == 0 || run.Step is not { } last)
        {
            return [];
        }

        var all = Read(store, run, keys, null, last, 1);
        var first = all.Select(series => series is RawColumns raw ? raw.Steps[0] : ((BucketColumns)series).FirstStep[0]).DefaultIfEmpty(last).Min();
        for (Int128 width = Most; ; width *= 4)
        {
            var from = Int128.Max(first, last - width + 1);
            var enough = Read(store, run, keys, (double)from, last, 1).Select(series => series.Total).DefaultIfEmpty(0).Max() >= Most;
            if (from == first || enough)
            {
                var steps = Steps(run, keys, Read(store, run, [.. keys, "epoch"], (double)from, last, 0));
                if (from == first || steps.Count >= Most)
                {
                    return [.. steps.TakeLast(Most)];
                }
            }
        }
    }

    private static List<TrainingStep> Steps(Run run, string[] keys, IReadOnlyList<SeriesColumns> series)
    {
        var rows = new SortedDictionary<long, TrainingStep>();
        foreach (var raw in series.OfType<RawColumns>().OrderBy(raw => raw.Key == "epoch"))
        {
            for (var i = 0; i < raw.Steps.Length; i++)
            {
                var step = raw.Steps[i];
                var known = rows.TryGetValue(step, out var row);
                if (!known && !keys.Contains(raw.Key))
                {
                    continue;
                }

                row ??= new TrainingStep(step, null, null, run.StepsPerEpoch is > 0 and var each ? Math.Floor((step - 1) / (double)each) + 1 : null);
                row = raw.Key == run.Primary.Loss ? row with { Loss = raw.Values[i] } : row;
                row = raw.Key == run.Primary.Accuracy ? row with { Accuracy = raw.Values[i] } : row;
                rows[step] = raw.Key == "epoch" ? row with { Epoch = raw.Values[i] } : row;
            }
        }

        return [.. rows.Values];
    }

    private static IReadOnlyList<SeriesColumns> Read(DataStore store, Run run, IReadOnlyList<string> keys, double? from, long to, int points) =>
        store.Points.Read(new SeriesQuery { RunId = run.Id, Keys = keys, From = from, To = to, Points = points }).Series;
}
