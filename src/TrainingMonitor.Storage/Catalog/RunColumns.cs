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

    /// <summary>Longer texts are not copied into the column that is searched.</summary>
    private const int MostText = 256;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunColumn> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _byAge = [];
    private ReadOnlyMemory<RunEntry?> _entries;
    private ReadOnlyMemory<long> _cursors;

    /// <summary>All runs by slot, null where one was deleted. Only inside <see cref="Use"/>.</summary>
    public ReadOnlySpan<RunEntry?> Entries => _entries.Span;

    /// <summary>Runs something over the runs of this moment.</summary>
    public T Use<T>(Func<T> query)
    {
        lock (_gate)
        {
            try
            {
                (_entries, _cursors) = runs.Slots.View();
                return query();
            }
            finally
            {
                (_entries, _cursors) = (default, default);
            }
        }
    }

    /// <summary>A column brought up to date. Only inside <see cref="Use"/>.</summary>
    public RunColumn OfConfig(string path) => Fresh("config." + path, null, entry => RunValue.OfConfig(entry.Now, path));

    public RunColumn OfMetric(string key, MetricField field) =>
        Fresh($"metric.{key}.{field}", (key, field), entry => RunValue.OfMetric(entry, key, field));

    /// <summary>A field that changes only with the run's cursor.</summary>
    public RunColumn OfField(string name, Func<RunEntry, RunValue> valueOf) => Fresh("field." + name, null, valueOf);

    /// <summary>What <see cref="RunFilter"/> searches, in upper case; nothing where that is long.</summary>
    public RunColumn OfText() => Fresh(
        "text", null, entry => RunFilter.TextOf(entry.Now.Run) is { Length: <= MostText } text ? RunValue.Of(text.ToUpperInvariant()) : RunValue.None);

    private RunColumn Fresh(string name, (string Key, MetricField Field)? metric, Func<RunEntry, RunValue> valueOf)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            if (_columns.Count == MostColumns)
            {
                _columns.Remove(_byAge[0]);
                _byAge.RemoveAt(0);
            }

            _columns[name] = column = new RunColumn(valueOf);
        }

        _byAge.Remove(name);
        _byAge.Add(name);
        var stale = column.Stale(_entries.Span, _cursors.Span);
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

        stale.RemoveAll(run => away.ContainsKey(run.Entry.Number));
        using var lease = readers.Rent();
        foreach (var (run, data) in SeriesTable.ReadAll(lease.Connection))
        {
            if (away.Remove(run, out var found))
            {
                try
                {
                    var metric = SeriesBlob.FindMetric(data, key);
                    column.Set(found.Entry.Slot, found.Cursor, metric is null ? RunValue.None : RunValue.OfMetric(metric, found.Entry, field));
                }
                catch (CorruptDataException)
                {
                    // Loading it quarantines the damage and says what is left of the run.
                    column.Set(found.Entry.Slot, found.Cursor, RunValue.OfMetric(found.Entry, key, field));
                }
            }
        }

        foreach (var (entry, cursor) in away.Values)
        {
            column.Set(entry.Slot, cursor, RunValue.None);
        }
    }
}
