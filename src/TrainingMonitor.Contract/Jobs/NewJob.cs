using System.Text.Json;

namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/jobs</c>: a command, or a template with parameters.</summary>
public sealed record NewJob
{
    /// <summary>The template's name when absent.</summary>
    public string? Name { get; init; }
    public string? Id { get; init; }
    public IReadOnlyList<string>? Command { get; init; }
    public string? WorkingDir { get; init; }
    public IReadOnlyDictionary<string, string>? Env { get; init; }
    public string? Template { get; init; }

    /// <summary>Values for the template's parameters; text, numbers or truth values.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Parameters { get; init; }
    public int? Slots { get; init; }
    public int? Gpus { get; init; }
    public int? Priority { get; init; }
    public int? MaxRetries { get; init; }
    public string? Schedule { get; init; }
    public IReadOnlyList<string>? DependsOn { get; init; }
    public string? DatasetId { get; init; }
    public string? BaseModel { get; init; }
    public long? Epochs { get; init; }
    public long? TotalSteps { get; init; }
    public bool? Hold { get; init; }
    public string? Project { get; init; }
    public string? Group { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public JsonElement? Config { get; init; }
}

/// <summary>The body of <c>POST /api/jobs/grid</c>: one job for each combination of the values, in one group.</summary>
public sealed record JobGrid
{
    /// <summary>What all of them share; its template has the parameters.</summary>
    public required NewJob Job { get; init; }

    /// <summary>For each parameter the values to try.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Values { get; init; }
}

/// <summary>The body of <c>POST /api/jobs/batch</c>: one action on many jobs.</summary>
public sealed record JobBatch
{
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>start, hold, cancel, retry, delete or priority.</summary>
    public required string Action { get; init; }

    /// <summary>The new priority.</summary>
    public int? Priority { get; init; }
}
