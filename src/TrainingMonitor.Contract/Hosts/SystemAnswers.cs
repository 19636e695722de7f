namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/runs/{id}/system</c>.</summary>
public sealed record SystemReport(string Host, IReadOnlyList<SystemSample> Samples, string? Writer = null);

/// <summary>Every host that was ever heard of, with its newest sample.</summary>
public sealed record SystemStatus(IReadOnlyList<HostSample> Hosts);

/// <summary>The load of a host over time, in equal buckets; empty ones are left out.</summary>
/// <param name="Host">The host.</param>
/// <param name="From">Seconds since 1970.</param>
/// <param name="To">Seconds since 1970.</param>
/// <param name="Times">Where each bucket begins, in seconds since 1970.</param>
/// <param name="Metrics">By name, such as <c>cpu_percent</c> or <c>gpu0/utilization</c>: arrays as long as times, null where a bucket has no value.</param>
public sealed record SystemHistory(string Host, double From, double To, IReadOnlyList<double> Times, IReadOnlyDictionary<string, HistoryColumn> Metrics);

public sealed record HistoryColumn(IReadOnlyList<double?> Min, IReadOnlyList<double?> Max, IReadOnlyList<double?> Mean);
