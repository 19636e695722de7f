using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>One look at the host and this process. Null is what the platform does not tell; it is left out on the wire.</summary>
internal sealed record SystemSample
{
    /// <summary>Seconds since 1970.</summary>
    public required double Time { get; init; }

    /// <summary>Of all processors together, 0…100, since the sample before.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Bytes, as are all sizes.</summary>
    public double? MemoryUsed { get; init; }
    public double? MemoryTotal { get; init; }
    public double? DiskUsed { get; init; }
    public double? DiskTotal { get; init; }

    /// <summary>Bytes a second over all interfaces but loopback, since the sample before.</summary>
    public double? NetRx { get; init; }
    public double? NetTx { get; init; }

    /// <summary>100 for each processor kept busy by this process.</summary>
    public double? ProcessCpuPercent { get; init; }
    public double? ProcessMemoryUsed { get; init; }
    public double? ProcessThreads { get; init; }
    public IReadOnlyList<GpuSample> Gpus { get; init; } = [];

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("time", Time);
        Write(json, "cpu_percent", CpuPercent);
        Write(json, "memory_used", MemoryUsed);
        Write(json, "memory_total", MemoryTotal);
        Write(json, "disk_used", DiskUsed);
        Write(json, "disk_total", DiskTotal);
        Write(json, "net_rx", NetRx);
        Write(json, "net_tx", NetTx);
        json.WriteStartObject("process");
        Write(json, "cpu_percent", ProcessCpuPercent);
        Write(json, "memory_used", ProcessMemoryUsed);
        Write(json, "threads", ProcessThreads);
        json.WriteEndObject();
        json.WriteStartArray("gpus");
        foreach (var gpu in Gpus)
        {
            gpu.Write(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            json.WriteNumber(name, Math.Round(known, 2));
        }
    }
}
