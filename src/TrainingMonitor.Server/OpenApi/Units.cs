using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.OpenApi;

/// <summary>What the numbers on the wire are measured in, for the description of the API.</summary>
internal static class Units
{
    private const string Bytes = "Bytes.";
    private const string Percent = "Percent, 0 to 100.";
    private const string Seconds = "Seconds since 1970.";

    public static string? Of(Type type, string member) => (type.Name, member) switch
    {
        (nameof(ProcessSample), "cpu_percent") => "Percent of one core.",
        (_, "cpu_percent" or "utilization" or "progress") => Percent,
        (_, "size" or "memory_used" or "memory_total" or "disk_used" or "disk_total") => Bytes,
        (_, "net_rx" or "net_tx") => "Bytes a second.",
        (_, "temperature") => "Degrees Celsius.",
        (_, "power") => "Watts.",
        (_, "eta_seconds") => "Seconds left.",
        (_, "step_rate") => "Steps a second.",
        (nameof(SystemHistory), "from" or "to" or "times") => Seconds,
        (nameof(PointsBody), "time" or "times") => Seconds,
        (nameof(NewLogLine), "time") => Seconds,
        (nameof(Run) or nameof(Checkpoint), "step") => "The greatest step so far, or the step it was saved at; null before the first.",
        (_, "sha256") => "64 hexadecimal digits.",
        _ => null,
    };
}
