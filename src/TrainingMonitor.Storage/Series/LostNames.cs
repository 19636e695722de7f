using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>
/// What stands in for a <see cref="SeriesBlob"/> that cannot be read: the metrics that have points, by number, because
/// their names are lost. The pyramid has the rest; the sums are made anew from it.
/// </summary>
internal static class LostNames
{
    public const string Part = "the list of metrics";

    public static string NameOf(int metric) => $"unnamed/{metric}";

    /// <summary>Fills a <paramref name="series"/> without metrics.</summary>
    public static void Recover(SqliteConnection connection, long run, RunSeries series)
    {
        (series.HasLostNames, series.IsSummed) = (true, false);
        foreach (var key in PyramidTable.Keys(connection, run))
        {
            series.FromRecord(key.Metric, null).HasNonFinite = true;
            foreach (var level in series.Index(connection, key).Levels)
            {
                foreach (ref readonly var entry in level.Open)
                {
                    series.Points += entry.Summary.Count;
                }
            }
        }
    }
}
