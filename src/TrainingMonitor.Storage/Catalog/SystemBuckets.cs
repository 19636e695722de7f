using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Gathers samples into equal buckets of time: least, greatest and mean of each number.</summary>
internal sealed class SystemBuckets(long from, long to, int count)
{
    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _used = [];

    public void Add(SystemSample sample)
    {
        var span = Int128.Max(1, (Int128)to - from);
        var bucket = (int)Int128.Min(count - 1, (sample.Time!.Value - from) * (Int128)count / span);
        _used.Add(bucket);
        Add("cpu_percent", bucket, sample.CpuPercent);
        Add("memory_used", bucket, sample.MemoryUsed);
        Add("memory_total", bucket, sample.MemoryTotal);
        Add("disk_used", bucket, sample.DiskUsed);
        Add("disk_total", bucket, sample.DiskTotal);
        Add("net_rx", bucket, sample.NetRx);
        Add("net_tx", bucket, sample.NetTx);
        foreach (var gpu in sample.Gpus ?? [])
        {
            Add($"gpu{gpu.Index}/utilization", bucket, gpu.Utilization);
            Add($"gpu{gpu.Index}/memory_used", bucket, gpu.MemoryUsed);
            Add($"gpu{gpu.Index}/memory_total", bucket, gpu.MemoryTotal);
            Add($"gpu{gpu.Index}/temperature", bucket, gpu.Temperature);
            Add($"gpu{gpu.Index}/power", bucket, gpu.Power);
        }
    }

    public SystemHistory ToHistory(string host) => new(
        host,
        from / 1e6,
        to / 1e6,
        [.. _used.Select(bucket => (from + (long)((Int128)(to - from) * bucket / count)) / 1e6)],
        _columns.ToDictionary(
            pair => pair.Key,
            pair => new HistoryColumn(
                [.. _used.Select(bucket => pair.Value.Of(bucket)?.Min)],
                [.. _used.Select(bucket => pair.Value.Of(bucket)?.Max)],
                [.. _used.Select(bucket => pair.Value.Of(bucket) is { } all ? all.Sum / all.Count : (double?)null)])));

    private void Add(string name, int bucket, double? value)
    {
        if (value is { } number)
        {
            if (!_columns.TryGetValue(name, out var column))
            {
                _columns.Add(name, column = new Column());
            }

            column.Add(bucket, number);
        }
    }

    private sealed class Column
    {
        private readonly Dictionary<int, (double Min, double Max, double Sum, long Count)> _buckets = [];

        public void Add(int bucket, double value) => _buckets[bucket] = _buckets.TryGetValue(bucket, out var so)
            ? (Math.Min(so.Min, value), Math.Max(so.Max, value), so.Sum + value, so.Count + 1)
            : (value, value, value, 1);

        public (double Min, double Max, double Sum, long Count)? Of(int bucket) => _buckets.TryGetValue(bucket, out var all) ? all : null;
    }
}
