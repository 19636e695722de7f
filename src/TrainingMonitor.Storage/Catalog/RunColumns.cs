using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// The columns that queries have used lately, so that a table of 100,000 runs is filtered and sorted without reading JSON or
/// the file. Bounded in number; the metrics of runs that are not in memory are read for a new column in one pass.
/// </summary>
internal sealed class RunColumns(RunCatalog runs, ReadConnections readers)
{
    private const int MostColumns = 48;
    private const int WorthOnePass = 500;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunColumn> _columns = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();

    /// <summary>Runs something over columns that stay as they are meanwhile.</summary>
    public T Use<T>(Func<T> query)
    {
        lock (_gate)
        {
            return query();
        }
    }

    /// <summary>A column brought up to date. Only inside <see cref="Use"/>.</summary>
    public RunColumn OfConfig(string path, RunEntry[] entries) =>
        Fresh("config." + path, entries, null, entry => RunValue.OfConfig(entry.Now, path));

    public RunColumn OfMetric(string key, MetricField field, RunEntry[] entries) =>
        Fresh($"metric.{key}.{field}", entries, (key, field), entry => RunValue.OfMetric(entry, key, field));

    private RunColumn Fresh(string name, RunEntry[] entries, (string Key, MetricField Field)? metric, Func<RunEntry, RunValue> valueOf)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            if (_columns.Count == MostColumns)
            {
                _columns.Remove(_byAge.Dequeue());
            }

            _columns[name] = column = new RunColumn(valueOf);
            _byAge.Enqueue(name);
        }

        var stale = column.Stale(entries, runs.Slots);
        if (metric is { } wanted)
        {
            ReadMetrics(column, stale, wanted.Key, wanted.Field);
        }

        foreach (var (entry, cursor) in stale)
        {
            column.Renew(entry, cursor);
        }

        return column;
    }

    /// <summary>Takes the runs that are not in memory out of <paramref name="stale"/> when there are many of them.</summary>
    private void ReadMetrics(RunColumn column, List<(RunEntry Entry, long Cursor)> stale, string key, MetricField field)
    {
        var away = stale.Where(run => !run.Entry.IsLoaded).ToDictionary(run => run.Entry.Number);
        if (away.Count < WorthOnePass)
        {
            return;
        }

        using var lease = readers.Rent();
        foreach (var (run, data) in SeriesTable.ReadAll(lease.Connection))
        {
            if (away.Remove(run, out var found))
            {
                try
                {
                    var metric = SeriesBlob.FindMetric(data, key);
                    column.Set(found.Entry, found.Cursor, metric is null ? RunValue.None : RunValue.OfMetric(metric, found.Entry, field));
                }
                catch (CorruptDataException)
                {
                    // Loading it quarantines the damage and says what is left of the run.
                    column.Set(found.Entry, found.Cursor, RunValue.OfMetric(found.Entry, key, field));
                }
            }
        }

        foreach (var (entry, cursor) in away.Values)
        {
            column.Set(entry, cursor, RunValue.None);
        }

        stale.RemoveAll(run => !run.Entry.IsLoaded);
    }
}
