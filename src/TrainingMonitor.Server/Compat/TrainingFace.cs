using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Server.Compat;

/// <summary>How a run looks in the words of <c>/api/training</c>.</summary>
internal static class TrainingFace
{
    public static TrainingJob Of(Run run) => new()
    {
        Id = run.Id,
        Name = run.Name,
        Status = run.Status == RunStatus.Interrupted ? "failed" : WireWord<RunStatus>.Of(run.Status),
        Progress = run.Progress,
        CurrentStep = run.Step,
        TotalSteps = run.TotalSteps,
        CurrentLoss = Latest(run, run.Primary.Loss),
        StartedAt = run.StartedAt,
        CreatedAt = run.CreatedAt,
        UpdatedAt = run.UpdatedAt,
        ModelName = Config(run, JsonValueKind.String, "model_name", "model", "base_model")?.GetString(),
        Epochs = run.Epochs ?? (Config(run, JsonValueKind.Number, "epochs") is { } epochs && epochs.TryGetInt64(out var count) ? count : null),
        LearningRate = Config(run, JsonValueKind.Number, "learning_rate", "lr") is { } rate && rate.TryGetDouble(out var value) ? value : Latest(run, run.Primary.Lr),
    };

    /// <summary>The four words of <c>/api/training/{id}/metrics</c>.</summary>
    public static string ShortStatus(RunStatus status) => status switch
    {
        RunStatus.Pending or RunStatus.Queued => "queued",
        RunStatus.Running => "running",
        RunStatus.Completed => "complete",
        _ => "failed",
    };

    private static double? Latest(Run run, string? metric) =>
        metric is not null && run.Metrics.TryGetValue(metric, out var summary) ? summary.Latest : null;

    private static JsonElement? Config(Run run, JsonValueKind kind, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (run.Config.TryGetProperty(name, out var value) && value.ValueKind == kind)
            {
                return value;
            }
        }

        return null;
    }
}
