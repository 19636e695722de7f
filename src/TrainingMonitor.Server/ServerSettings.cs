using System.Globalization;

namespace TrainingMonitor.Server;

/// <summary>The limits of the server by name, for <c>tmon serve --set name=value</c>.</summary>
public static class ServerSettings
{
    private static readonly Dictionary<string, Func<ServerOptions, double, ServerOptions>> Numbers = new(StringComparer.Ordinal)
    {
        ["max_body_bytes"] = (options, value) => options with { MaxBodyBytes = (long)value },
        ["max_upload_bytes"] = (options, value) => options with { MaxUploadBytes = (long)value },
        ["max_config_bytes"] = (options, value) => options with { MaxConfigBytes = (int)value },
        ["max_metrics_per_run"] = (options, value) => options with { MaxMetricsPerRun = (int)value },
        ["max_metric_name_length"] = (options, value) => options with { Input = options.Input with { MaxMetricNameLength = (int)value } },
        ["max_json_depth"] = (options, value) => options with { Input = options.Input with { MaxJsonDepth = (int)value } },
        ["max_message_bytes"] = (options, value) => options with { Live = options.Live with { MaxMessageBytes = (int)value } },
        ["max_requests_per_second"] = (options, value) => options with { MaxRequestsPerSecond = (int)value },
        ["viewer_queue_frames"] = (options, value) => options with { Live = options.Live with { ViewerQueueFrames = (int)value } },
        ["viewer_queue_bytes"] = (options, value) => options with { Live = options.Live with { ViewerQueueBytes = (long)value } },
        ["header_timeout_seconds"] = (options, value) => options with { HeaderTimeout = TimeSpan.FromSeconds(value) },
        ["body_grace_seconds"] = (options, value) => options with { BodyGrace = TimeSpan.FromSeconds(value) },
        ["run_timeout_seconds"] = (options, value) => options with { RunTimeout = TimeSpan.FromSeconds(value) },
        ["bare_run_timeout_seconds"] = (options, value) => options with { BareRunTimeout = TimeSpan.FromSeconds(value) },
        ["free_gpu_memory_share"] = (options, value) => options with { FreeGpuMemoryShare = value },
        ["sample_interval_seconds"] = (options, value) => options with { SampleInterval = TimeSpan.FromSeconds(value) },
    };

    public static string Names { get; } = string.Join(", ", Numbers.Keys.Append("embed_ancestors").Order(StringComparer.Ordinal));

    /// <param name="options">What is set so far.</param>
    /// <param name="setting"><c>name=value</c>; for <c>embed_ancestors</c> a list separated by spaces, perhaps empty.</param>
    /// <exception cref="FormatException">There is no such setting, or the value is none for it.</exception>
    public static ServerOptions Set(ServerOptions options, string setting)
    {
        var (name, value) = setting.Split('=', 2) is [var before, var after] ? (before.Trim(), after.Trim()) : (setting, "");
        if (name == "embed_ancestors")
        {
            return value.AsSpan().IndexOfAny(";,\r\n") < 0
                ? options with { EmbedAncestors = value.Split(' ', StringSplitOptions.RemoveEmptyEntries) }
                : throw new FormatException($"got embed_ancestors={value}, want sources separated by spaces, such as https://notebook.example");
        }

        var most = name switch
        {
            "max_body_bytes" or "max_upload_bytes" or "viewer_queue_bytes" => 1e15,
            "max_metric_name_length" => InputLimits.LongestMetricName,
            "max_json_depth" => InputLimits.DeepestJson,
            "free_gpu_memory_share" => 1,
            _ => int.MaxValue,
        };
        return !Numbers.TryGetValue(name, out var set) ? throw new FormatException($"got the setting '{name}', want one of {Names}")
            : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? set(options, number)
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"got {name}={value}, want a number above 0, at most {most}"));
    }
}
