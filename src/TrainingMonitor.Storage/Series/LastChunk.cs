using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>What a restart needs of sealed points beyond their sums: how fast the run went last.</summary>
internal static class LastChunk
{
    /// <summary>Gives the step rate the rows of the newest segment's last chunk, before the open tail goes on from there.</summary>
    public static void Restore(RunSeries series, long run, SqliteConnection connection)
    {
        if (series.Metrics.Where(metric => metric.Count > 0).MaxBy(metric => metric.Step) is not { } newest)
        {
            return;
        }

        var key = new SeriesKey(run, newest.Number, series.Newest.Number);
        var edges = series.Index(connection, key).Snapshot();
        var last = new Last(edges.SelectMany(edge => edge.Entries.Take(edge.Count)).Select(entry => entry.Summary.LastStep).DefaultIfEmpty(long.MaxValue).Max());
        new PyramidWalk(connection, ReadCache.None, series.Damaged).Visit(key, edges, last);
        if (last.Chunk is not { } chunk)
        {
            return;
        }

        try
        {
            using var blob = new ChunkBlob(connection);
            using var points = new ChunkReader(blob, ReadCache.None).Read(chunk, key.Metric, out _);
            if (points is not null)
            {
                series.Rate.Add(points.View.Steps.ToArray(), points.View.Times.ToArray());
            }
        }
        catch (Exception e) when (e is CorruptDataException or StaleViewException)
        {
            // The rate is known again after a few steps; who reads the chunk for its points tells of the damage.
        }
    }

    /// <summary>Goes down only to where the last step is.</summary>
    private sealed class Last(long step) : IPyramidVisitor
    {
        public long? Chunk { get; private set; }

        public Verdict Judge(in IndexEntry entry) => entry.Summary.LastStep >= step ? Verdict.Split : Verdict.Skip;

        public void Take(in IndexEntry entry) => throw new InvalidOperationException("BUG: no entry is taken whole");

        public void Cut(in IndexEntry entry) => Chunk = entry.Child;
    }
}
