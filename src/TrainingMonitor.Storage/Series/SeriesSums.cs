using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>Makes the summaries of a run anew over its newest view, after a resume has hidden points.</summary>
internal static class SeriesSums
{
    public static void Renew(RunEntry entry, SqliteConnection connection) => Renew(entry.Number, entry.Series, connection);

    public static void Renew(long run, RunSeries series, SqliteConnection connection)
    {
        var cache = ReadCache.None;
        var walk = new PyramidWalk(connection, cache, series.Damaged);
        using var blob = new ChunkBlob(connection);
        var reader = new ChunkReader(blob, cache);
        lock (series.Gate)
        {
            (series.LastStep, series.LastTime) = (null, null);
            foreach (var metric in series.Metrics)
            {
                metric.Reset();
                foreach (var segment in series.Segments)
                {
                    AddSegment(walk, reader, run, series, metric, segment.Number);
                }
            }

            (series.PendingStep, series.IsSummed) = (series.LastStep, true);
        }
    }

    private static void AddSegment(PyramidWalk walk, ChunkReader reader, long run, RunSeries series, MetricState metric, int segment)
    {
        var cut = series.CutOf(segment);
        var key = new SeriesKey(run, metric.Number, segment);
        walk.Visit(key, series.Index(walk.Connection, key).Snapshot(), new Sums(reader, series, metric, cut));
        foreach (var tail in series.Tails)
        {
            if (tail.Segment == segment && tail.Column(metric.Number) is { } column)
            {
                AddEach(series, metric, new TailSnapshot(tail, column).Read().View.Within(StepWindow.All.Before(cut)));
            }
        }
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

    private static void AddEach(RunSeries series, MetricState metric, PointView points)
    {
        for (var i = 0; i < points.Count; i++)
        {
            metric.Add(points.Steps[i], points.Times[i], points.Values[i]);
        }

        if (points.Count > 0)
        {
            Last(series, points.Steps[points.Count - 1], points.Times[points.Count - 1]);
        }
    }

    private static void AddFold(RunSeries series, MetricState metric, in Fold fold)
    {
        var summary = fold.Entry.Summary;
        AddKnown(metric, summary);
        if (summary.Finite > 0 && !(summary.Min >= metric.Min))
        {
            (metric.Min, metric.MinStep) = (summary.Min, fold.MinStep);
        }

        if (summary.Finite > 0 && !(summary.Max <= metric.Max))
        {
            (metric.Max, metric.MaxStep) = (summary.Max, fold.MaxStep);
        }

        Last(series, summary.LastStep, summary.LastTime);
    }

    private static void Last(RunSeries series, long step, long time)
    {
        if (series.LastStep is not { } last || step >= last)
        {
            (series.LastStep, series.LastTime) = (step, time);
        }
    }

    /// <summary>Only a chunk that may hold the least or greatest value has to say at which step, so only those are decoded.</summary>
    private sealed class Sums(ChunkReader reader, RunSeries series, MetricState metric, long cut) : IPyramidVisitor
    {
        public Verdict Judge(in IndexEntry entry)
        {
            ref readonly var summary = ref entry.Summary;
            if (summary.FirstStep >= cut)
            {
                return Verdict.Skip;
            }

            var isExtreme = !(summary.Min >= metric.Min) || !(summary.Max <= metric.Max);
            return summary.LastStep < cut && entry.IsPlain && !isExtreme ? Verdict.Whole : Verdict.Split;
        }

        public void Take(in IndexEntry entry)
        {
            AddKnown(metric, entry.Summary);
            Last(series, entry.Summary.LastStep, entry.Summary.LastTime);
        }

        public void Cut(in IndexEntry entry)
        {
            try
            {
                var steps = StepWindow.All.Before(cut);
                using var points = reader.Read(entry.Child, metric.Number, out var folds);
                if (points is not null)
                {
                    AddEach(series, metric, points.View.Within(steps));
                }

                for (var i = 0; i < (folds?.Count ?? 0); i++)
                {
                    if (folds![i] is var fold && steps.Takes(fold.Entry.Summary))
                    {
                        AddFold(series, metric, fold);
                    }
                }
            }
            catch (CorruptDataException e)
            {
                series.Damaged($"chunk {entry.Child} of metric {metric.Number}", e.Message);
            }
        }
    }
}
