using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Gathers samples, and minutes of samples that are no longer kept, into equal buckets of time: least, greatest and mean of each number.</summary>
internal sealed class SystemBuckets(long from, long to, int count)
{
    private readonly Dictionary<string, Dictionary<int, NumberSummary>> _columns = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _used = [];

    public void Add(SystemSample sample)
    {
        var bucket = BucketOf(sample.Time!.Value);
        foreach (var (name, value) in SystemNumbers.Of(sample))
        {
            Add(name, bucket, NumberSummary.Of(value));
        }
    }

    /// <summary>A minute counts where it begins, or where the range does if that is later.</summary>
    public void Add(SystemMinute minute)
    {
        var bucket = BucketOf(Math.Max(from, minute.Begin));
        foreach (var (name, summary) in minute.Numbers)
        {
            Add(name, bucket, summary);
        }
    }

    public SystemHistory ToHistory(string host) => new(
        host,
        from / 1e6,
        to / 1e6,
        [.. _used.Select(bucket => (from + (long)((Int128)(to - from) * bucket / count)) / 1e6)],
        _columns.ToDictionary(pair => pair.Key, pair => new HistoryColumn(
            Column(pair.Value, summary => summary.Min), Column(pair.Value, summary => summary.Max), Column(pair.Value, summary => summary.Mean))));

    private double?[] Column(Dictionary<int, NumberSummary> buckets, Func<NumberSummary, double> of) =>
        [.. _used.Select(bucket => buckets.TryGetValue(bucket, out var summary) ? of(summary) : (double?)null)];

    private int BucketOf(long time)
    {
        var span = Int128.Max(1, (Int128)to - from);
        var bucket = (int)Int128.Min(count - 1, ((Int128)time - from) * count / span);
        _used.Add(bucket);
        return bucket;
    }

    private void Add(string name, int bucket, NumberSummary added)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            _columns.Add(name, column = []);
        }

        column[bucket] = column.TryGetValue(bucket, out var so) ? so.With(added) : added;
    }
}
