using System.Collections.Concurrent;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The load of hosts: raw samples on disk, the newest of each host in memory.</summary>
public sealed class SystemStore
{
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly ReadConnections _readers;
    private readonly ConcurrentDictionary<string, HostSample> _newest = new(StringComparer.Ordinal);

    internal SystemStore(StoreWriter writer, RunCatalog runs, ReadConnections readers)
    {
        (_writer, _runs, _readers) = (writer, runs, readers);
        using var lease = readers.Rent();
        foreach (var (host, sample) in SystemTable.Newest(lease.Connection))
        {
            Keep(OfHost(host, sample));
        }
    }

    /// <summary>Stores samples; a run that they come from notes the host.</summary>
    /// <param name="runId">Null for the server's own.</param>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public Task AddAsync(string? runId, SystemReport report, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var samples = Array.Empty<HostSample>();
        return _writer.RunAsync(
            scope =>
            {
                samples = [.. report.Samples.Select(sample => OfHost(report.Host, sample.Time is null ? sample with { Time = scope.Now.Microseconds } : sample))];
                if (runId is not null)
                {
                    NoteHost(scope, _runs.ForWriting(runId), report.Host);
                }

                foreach (var sample in samples)
                {
                    SystemTable.Put(scope.Connection, report.Host, report.Writer ?? "", sample);
                    scope.Tell(new SystemSampled(sample, runId));
                }

                return true;
            },
            _ => Array.ForEach(samples, Keep));
    }

    public IReadOnlyList<HostSample> Newest() => [.. _newest.Values.OrderBy(sample => sample.Host, StringComparer.Ordinal)];

    public bool Knows(string host) => _newest.ContainsKey(host);

    /// <summary>In equal buckets between two moments, in microseconds since 1970.</summary>
    public SystemHistory History(string host, long from, long to, int buckets)
    {
        using var lease = _readers.Rent();
        var history = new SystemBuckets(from, to, buckets);

        // One moment for both: between them a sample could become part of its minute.
        using var moment = lease.Connection.BeginTransaction(deferred: true);
        foreach (var minute in SystemMinuteTable.Read(lease.Connection, host, from, to))
        {
            history.Add(minute);
        }

        foreach (var sample in SystemTable.Read(lease.Connection, host, from, to))
        {
            history.Add(sample);
        }

        return history.ToHistory(host);
    }

    private static void NoteHost(WriteScope scope, RunEntry entry, string host)
    {
        var run = entry.Next!.Run;
        scope.Touch(entry);
        entry.SeenAt(scope.Now);
        if (!run.Hosts.Contains(host))
        {
            RunChanges.SetFields(scope, entry, entry.Next with { Run = run with { Hosts = [.. run.Hosts, host] } });
        }
    }

    private void Keep(HostSample sample) =>
        _newest.AddOrUpdate(sample.Host, sample, (_, known) => known.Time > sample.Time ? known : sample);

    private static HostSample OfHost(string host, SystemSample sample) => new()
    {
        Host = host,
        Time = sample.Time,
        CpuPercent = sample.CpuPercent,
        MemoryUsed = sample.MemoryUsed,
        MemoryTotal = sample.MemoryTotal,
        DiskUsed = sample.DiskUsed,
        DiskTotal = sample.DiskTotal,
        NetRx = sample.NetRx,
        NetTx = sample.NetTx,
        Process = sample.Process,
        Gpus = sample.Gpus ?? [],
    };
}
