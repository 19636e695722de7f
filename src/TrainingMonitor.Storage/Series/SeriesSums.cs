using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>Makes the summaries of a run anew over its newest view, after a resume has hidden points.</summary>
internal static class SeriesSums
{
    public static void Renew(RunEntry entry, SqliteConnection connection) => Renew(entry.Number, entry.Series, connection);

    public static void Renew(long run, RunSeries series, SqliteConnection connection)
    {
        var source = new PieceSource(connection, ReadCache.None, series.Damaged);
        lock (series.Gate)
        {
            (series.LastStep, series.LastTime) = (null, null);
            foreach (var metric in series.Metrics)
            {
                metric.Reset();
                foreach (var segment in series.Segments)
                {
                    AddSegment(source, run, series, metric, segment.Number);
                }
            }

            (series.PendingStep, series.IsSummed) = (series.LastStep, true);
        }
    }

    private static void AddSegment(PieceSource source, long run, RunSeries series, MetricState metric, int segment)
    {
        var cut = series.CutOf(segment);
        var key = new SeriesKey(run, metric.Number, segment);
        var edges = series.Index(source.Connection, key).Snapshot();
        var pieces = source.Narrow(key, edges, (in IndexEntry entry, int _) => Judge(entry, metric, cut));
        foreach (var piece in pieces)
        {
            if (piece.IsWhole)
            {
                AddKnown(metric, piece.Entry.Summary);
                Last(series, piece.Entry.Summary.LastStep, piece.Entry.Summary.LastTime);
            }
            else
            {
                AddEach(series, metric, Decode(source, series, key, piece.Entry).Before(cut));
            }
        }

        foreach (var tail in series.Tails)
        {
            if (tail.Segment == segment && tail.Column(metric.Number) is { } column)
            {
                AddEach(series, metric, new TailSnapshot(tail, column).Read().Before(cut));
            }
        }
    }

    private static PointColumns Decode(PieceSource source, RunSeries series, SeriesKey key, in IndexEntry entry)
    {
        try
        {
            return source.Decode(key, entry);
        }
        catch (CorruptDataException e)
        {
            series.Damaged($"chunk {entry.Child} of metric {key.Metric}", e.Message);
            return PointColumns.Empty;
        }
    }

    /// <summary>Only a chunk that may hold the least or greatest value has to say at which step, so only those are decoded.</summary>
    private static Verdict Judge(in IndexEntry entry, MetricState metric, long cut)
    {
        ref readonly var summary = ref entry.Summary;
        if (summary.FirstStep >= cut)
        {
            return Verdict.Skip;
        }

        var isExtreme = !(summary.Min >= metric.Min) || !(summary.Max <= metric.Max);
        return summary.LastStep < cut && entry.IsPlain && !isExtreme ? Verdict.Whole : Verdict.Split;
    }

    private static void AddKnown(MetricState metric, in PointSummary summary)
    {
        metric.Count += summary.Count;
        metric.FirstTime = Math.Min(metric.FirstTime, summary.FirstTime);
        metric.LastTime = Math.Max(metric.LastTime, summary.LastTime);
        if (summary.LastStep >= metric.Step)
        {
            (metric.Step, metric.Latest) = (summary.LastStep, summary.Last);
        }
    }

    private static void AddEach(RunSeries series, MetricState metric, PointColumns points)
    {
        for (var i = 0; i < points.Count; i++)
        {
            metric.Add(points.Steps[i], points.Times[i], points.Values[i]);
        }

        if (points.Count > 0)
        {
            Last(series, points.Steps[^1], points.Times[^1]);
        }
    }

    private static void Last(RunSeries series, long step, long time)
    {
        if (series.LastStep is not { } last || step >= last)
        {
            (series.LastStep, series.LastTime) = (step, time);
        }
    }
}
