using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The points of all runs: appended through the one writer, read beside it.</summary>
public sealed class PointStore
{
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly DataStoreOptions _options;

    internal PointStore(StoreWriter writer, RunCatalog runs, DataStoreOptions options) => (_writer, _runs, _options) = (writer, runs, options);

    /// <summary>Stores a batch; the points are durable when the task completes. The batch's arrays are free again then.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    /// <exception cref="SequenceGapException">Batches of this writer are missing before this one.</exception>
    /// <exception cref="FencedWriterException">Another writer has resumed the run.</exception>
    /// <exception cref="StoreFullException">Too much waits already.</exception>
    /// <exception cref="StoreUnavailableException">The disk refuses.</exception>
    public Task<AppendResult> AppendAsync(string runId, PointBatch batch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var job = new AppendJob(_runs, _options, runId, batch);
        _writer.Add(job);
        return job.Task;
    }

    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public SeriesResult Read(SeriesQuery query)
    {
        var entry = _runs.Get(query.RunId);

        // Taken before the points: what the cursor counts is in them, whatever comes meanwhile.
        var cursor = entry.Cursor;
        return new SeriesResult(cursor, new SeriesReader(entry, query).Read());
    }

    /// <summary>The newest value of every metric; null when there is no such run.</summary>
    public LatestPoint? Latest(string runId)
    {
        if (_runs.Find(runId) is not { } entry)
        {
            return null;
        }

        var cursor = entry.Cursor;
        var series = entry.Series;
        lock (series.Gate)
        {
            var metrics = series.Metrics.Where(metric => metric.Count > 0).ToDictionary(metric => metric.Name, metric => metric.Latest);
            return new LatestPoint(series.LastStep, series.LastTime, metrics, cursor);
        }
    }

    /// <summary>The number that the next batch of this writer must carry; 1 for a writer not seen yet.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public long NextSeq(string runId, string writer)
    {
        var series = _runs.Get(runId).Series;
        lock (series.Gate)
        {
            return (series.Writers.FirstOrDefault(state => state.Name == writer)?.Seq ?? 0) + 1;
        }
    }

    /// <summary>Every logged row in step order, the newest view unless another segment is asked for.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public IEnumerable<LoggedRow> Export(string runId, SegmentChoice segment = default) =>
        new RowExport(_runs.Get(runId), segment).Rows();

    internal long CountAll() => _runs.All.Sum(entry => entry.Series.Points);
}
