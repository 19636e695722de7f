using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>The rows of a run in step order, and the metrics that they can have.</summary>
internal sealed class RunRows(DataStore store, string runId, SegmentChoice segment)
{
    public IEnumerable<LoggedRow> Rows() => store.Points.Export(runId, segment);

    public IReadOnlyList<string> Names() => [.. Series().Select(series => series.Key).Distinct()];

    /// <summary>Whether some of its points are only kept as buckets.</summary>
    public bool HasBuckets() => Series().Any(series => series.Buckets is not null);

    private IReadOnlyList<RawSeries> Series() =>
        store.Points.ReadRaw(new SeriesQuery { RunId = runId, Keys = ["*"], Segment = segment }).Series;
}
