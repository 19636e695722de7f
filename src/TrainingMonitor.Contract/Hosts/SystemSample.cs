using System.Text.Json.Serialization;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Contract;

/// <summary>The load of one host at one moment: percent, bytes, network in bytes a second. What a platform does not tell is null.</summary>
public record SystemSample
{
    /// <summary>Microseconds since 1970, seconds on the wire; the server's clock when absent.</summary>
    [JsonConverter(typeof(NullableEpochSecondsJsonConverter))]
    public long? Time { get; init; }
    public double? CpuPercent { get; init; }
    public double? MemoryUsed { get; init; }
    public double? MemoryTotal { get; init; }
    public double? DiskUsed { get; init; }
    public double? DiskTotal { get; init; }
    public double? NetRx { get; init; }
    public double? NetTx { get; init; }

    /// <summary>The writer's own process.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessSample? Process { get; init; }
    public IReadOnlyList<GpuSample>? Gpus { get; init; }
}

/// <summary>The newest sample of a host.</summary>
public sealed record HostSample : SystemSample
{
    public required string Host { get; init; }
}

/// <summary>One process: percent of one core, bytes.</summary>
public sealed record ProcessSample
{
    public long? Pid { get; init; }
    public double? CpuPercent { get; init; }
    public double? MemoryUsed { get; init; }
}

/// <summary>One GPU: percent, bytes, °C, W.</summary>
public sealed record GpuSample
{
    public required int Index { get; init; }
    public string? Name { get; init; }
    public double? Utilization { get; init; }
    public double? MemoryUsed { get; init; }
    public double? MemoryTotal { get; init; }
    public double? Temperature { get; init; }
    public double? Power { get; init; }
}
