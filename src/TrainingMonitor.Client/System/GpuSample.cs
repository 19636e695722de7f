using System.Text.Json;

namespace TrainingMonitor.Client;

/// <param name="Index">As the driver counts.</param>
/// <param name="Name">The model's name.</param>
/// <param name="Utilization">Percent.</param>
/// <param name="MemoryUsed">Bytes.</param>
/// <param name="MemoryTotal">Bytes.</param>
/// <param name="Temperature">°C.</param>
/// <param name="Power">Watts.</param>
internal sealed record GpuSample(
    int Index, string Name, double? Utilization, double? MemoryUsed, double? MemoryTotal, double? Temperature, double? Power)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("index", Index);
        json.WriteString("name", Name);
        SystemSample.Write(json, "utilization", Utilization);
        SystemSample.Write(json, "memory_used", MemoryUsed);
        SystemSample.Write(json, "memory_total", MemoryTotal);
        SystemSample.Write(json, "temperature", Temperature);
        SystemSample.Write(json, "power", Power);
        json.WriteEndObject();
    }
}
