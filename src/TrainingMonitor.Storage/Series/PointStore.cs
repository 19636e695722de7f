using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The points of all runs: appended through the one writer, read beside it.</summary>
public sealed class PointStore
{
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly DataStoreOptions _options;
    private readonly ReadConnections _readers;
    private readonly LruCache<Question, SeriesResult> _answers;

    internal PointStore(StoreWriter writer, RunCatalog runs, ReadConnections readers, DataStoreOptions options)
    {
        (_writer, _runs, _readers, _options) = (writer, runs, readers, options);
        Cache = new ReadCache(options.CacheBytes - (options.CacheBytes / 4));
        _answers = new LruCache<Question, SeriesResult>(options.CacheBytes / 4);
    }

    /// <summary>What readers share; its counter says how much they have read.</summary>
    internal ReadCache Cache { get; }

    /// <summary>Stores a batch; the points are durable when the task completes. The batch's arrays are free again then.
    /// Whoever awaits it goes on where others wait behind it, so nothing there may block.</summary>
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

        if (_answers.Find(Asked(entry, query, entry.Series.Cursor)) is { } known)
        {
            return known;
        }

        var answer = ReaderOf(entry).Read(query);
        _answers.Keep(Asked(entry, query, answer.Cursor), answer, answer.Series.Sum(BytesOf));
        return answer;

        static Question Asked(RunEntry entry, SeriesQuery query, long cursor) =>
            new(entry.Number, cursor, query with { Keys = [] }, string.Join('\n', query.Keys));
    }

    /// <summary>
    /// Every raw point, whatever <see cref="SeriesQuery.Points"/> says, to be read block by block: as long as it may be, it
    /// takes the memory of a block.
    /// </summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public RawPoints ReadRaw(SeriesQuery query) => ReadRaw(query, RawReader.MostOfOneSeries);

    /// <summary>The same in blocks of about so many points.</summary>
    internal RawPoints ReadRaw(SeriesQuery query, int mostPoints) => ReaderOf(_runs.Get(query.RunId)).ReadRaw(query, mostPoints);

    /// <summary>The newest value of every metric; null when there is no such run.</summary>
    public LatestPoint? Latest(string runId)
    {
        if (_runs.Find(runId) is not { } entry)
        {
            return null;
        }

        var series = entry.Series;
        lock (series.Gate)
        {
            var metrics = series.Metrics.Where(metric => metric.Count > 0).ToDictionary(metric => metric.Name, metric => metric.Latest);
            return new LatestPoint(series.LastStep, series.LastTime, metrics, series.Cursor);
        }
    }

    /// <summary>The number that the next batch of this writer must carry; 1 for a writer not seen yet.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public long NextSeq(string runId, string writer)
    {
        var series = _runs.Get(runId).Series;
        lock (series.Gate)
        {
            return (series.FindWriter(writer)?.Seq ?? 0) + 1;
        }
    }

    /// <summary>Whether another writer has resumed the run, so that this one no longer speaks for it.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public bool IsFenced(string runId, string writer)
    {
        var series = _runs.Get(runId).Series;
        lock (series.Gate)
        {
            return series.FindWriter(writer) is { Fenced: true };
        }
    }

    /// <summary>Every logged row in step order, the newest view unless another segment is asked for, with memory for some of them.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public IEnumerable<LoggedRow> Export(string runId, SegmentChoice segment = default) =>
        ReaderOf(_runs.Get(runId)).Rows(segment);

    /// <summary>Forgets what has been read, so that the next read comes from the file.</summary>
    internal void ForgetReads()
    {
        Cache.Clear();
        _answers.Clear();
    }

    private static long BytesOf(SeriesColumns columns) => 200 + columns switch
    {
        BucketColumns buckets => 13L * 8 * buckets.Count.Length,
        RawColumns raw => 32L * raw.Steps.Length,
        _ => 0,
    };

    private SeriesReader ReaderOf(RunEntry entry) => new(entry, _readers, Cache);

    internal long CountAll() => _runs.All.Sum(entry => entry.Points);

    /// <summary>What was asked, and the moment it was asked of.</summary>
    private readonly record struct Question(long Run, long Cursor, SeriesQuery Query, string Keys);
}
