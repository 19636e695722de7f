using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Puts series back together as the rows that were logged: values with the same step and time are one row.</summary>
public static class RowMerge
{
    public static IEnumerable<LoggedRow> Of(IReadOnlyList<SeriesColumns> series)
    {
        var columns = series.OfType<RawColumns>().ToArray();
        var at = new int[columns.Length];
        var heads = new PriorityQueue<int, (long Step, long Time, int Column)>();
        for (var i = 0; i < columns.Length; i++)
        {
            Push(i);
        }

        while (heads.TryPeek(out _, out var head))
        {
            var values = new List<KeyValuePair<string, double>>();
            while (heads.TryPeek(out var column, out var next) && next.Step == head.Step && next.Time == head.Time)
            {
                // The same metric twice at one step and time are two rows.
                if (values.Exists(value => value.Key == columns[column].Key))
                {
                    break;
                }

                heads.Dequeue();
                values.Add(new(columns[column].Key, columns[column].Values[at[column]++]));
                Push(column);
            }

            yield return new LoggedRow(head.Step, head.Time, values);
        }

        void Push(int column)
        {
            var (points, row) = (columns[column], at[column]);
            if (row < points.Steps.Length)
            {
                heads.Enqueue(column, (points.Steps[row], points.Times[row], column));
            }
        }
    }
}
