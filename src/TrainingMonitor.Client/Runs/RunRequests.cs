using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>The bodies of the requests about a run, and the form in which a journal keeps a request.</summary>
internal static class RunRequests
{
    public static byte[] Create(TrainingMonitorOptions options, string runId, string name) =>
        JsonText.Pictured(JsonSerializer.SerializeToUtf8Bytes(
            new NewRun
            {
                Id = runId,
                Name = name,
                Project = options.Project,
                Config = ConfigText.Element(options),
                Tags = options.Tags.Count > 0 ? options.Tags : null,
                Notes = options.Notes,
                TotalSteps = options.TotalSteps,
                Epochs = options.Epochs,
                StepsPerEpoch = options.StepsPerEpoch,
                Group = options.Group,
                ParentRunId = options.ParentRunId,
                ParentStep = options.ParentStep,
                Primary = options.Primary,
                MetricGoals = options.MetricGoals,
                Time = Now,
            },
            WireJson.Default.NewRun));

    /// <summary>The description as an update of a run that was made for this script; null when there is nothing to say.</summary>
    public static byte[]? Describe(TrainingMonitorOptions options, string runId)
    {
        var own = new RunUpdate
        {
            Name = string.IsNullOrWhiteSpace(options.RunName) ? null : options.RunName.Trim(),
            Project = options.Project,
            Config = ConfigText.Element(options),
            Tags = options.Tags.Count > 0 ? options.Tags : null,
            Notes = options.Notes,
            TotalSteps = options.TotalSteps,
            Epochs = options.Epochs,
            StepsPerEpoch = options.StepsPerEpoch,
            Group = options.Group,
            Primary = options.Primary,
            MetricGoals = options.MetricGoals,
        };
        var update = GivenDescription.Over(GivenDescription.Find(), own);
        return update == new RunUpdate() ? null : Update(runId, update);
    }

    public static byte[] Update(string runId, RunUpdate update) =>
        Request("PUT", $"/api/runs/{runId}", json => JsonSerializer.Serialize(json, update, PlainJson.Default.RunUpdate));

    /// <summary>The run without the description that the server would not take.</summary>
    public static byte[] NameAlone(byte[] create)
    {
        var run = JsonSerializer.Deserialize(create, WireJson.Default.NewRun)!;
        var name = run.Name.Length is > 0 and <= 200 ? run.Name : "run";
        return JsonSerializer.SerializeToUtf8Bytes(new NewRun { Id = run.Id, Name = name, Time = run.Time }, WireJson.Default.NewRun);
    }

    /// <summary>What <see cref="NameAlone"/> leaves out, each as an update of its own.</summary>
    public static IEnumerable<byte[]> Fields(byte[] create)
    {
        using var parsed = JsonDocument.Parse(create, WireJson.Deep);
        foreach (var field in parsed.RootElement.EnumerateObject().Where(field => field.Name is not ("id" or "name" or "time")))
        {
            yield return JsonText.Write(json =>
            {
                json.WriteStartObject();
                field.WriteTo(json);
                json.WriteEndObject();
            });
        }
    }

    /// <param name="time">When it was reached, in seconds since 1970; now when not given.</param>
    public static byte[] Status(string runId, RunStatus status, string? error, double? time = null) =>
        Request("PUT", $"/api/runs/{runId}", json =>
        {
            json.WriteStartObject();
            json.WriteString("status", WireWord<RunStatus>.Of(status));
            if (error is not null)
            {
                json.WriteString("error", error);
            }

            json.WriteNumber("time", time ?? Now);
            json.WriteEndObject();
        });

    private static double Now => Instant.Now(TimeProvider.System).Seconds;

    public static byte[] Resume(string runId, string writer) =>
        Request("POST", $"/api/runs/{runId}/resume", json =>
        {
            json.WriteStartObject();
            json.WriteString("writer", writer);
            json.WriteEndObject();
        });

    /// <summary>Whether the request sets how a run ended.</summary>
    public static bool IsStatus(byte[] request)
    {
        using var parsed = JsonText.TryParse(request);
        return parsed?.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("body", out var body)
            && body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty("status", out var status)
            && status.ValueKind == JsonValueKind.String
            && !status.ValueEquals("running"u8);
    }

    /// <summary>Whether the request takes the run over from its earlier writers.</summary>
    public static bool IsResume(byte[] request)
    {
        using var parsed = JsonText.TryParse(request);
        return parsed?.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("path", out var path)
            && path.ValueKind == JsonValueKind.String
            && path.GetString()!.EndsWith("/resume", StringComparison.Ordinal);
    }

    /// <summary>The payload of a journal's request record.</summary>
    public static byte[] Request(string method, string path, Action<Utf8JsonWriter> body) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("method", method);
        json.WriteString("path", path);
        json.WritePropertyName("body");
        body(json);
        json.WriteEndObject();
    });
}
