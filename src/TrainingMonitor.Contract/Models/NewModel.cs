namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/models</c>: which checkpoint to promote.</summary>
public sealed record NewModel
{
    public required string Name { get; init; }
    public required string CheckpointId { get; init; }
    public string? Id { get; init; }
    public ModelStage? Stage { get; init; }

    /// <summary>What the run started from; when absent, what its job was given.</summary>
    public string? BaseModel { get; init; }

    /// <summary>What it was trained on; when absent, what its job was given.</summary>
    public string? DatasetId { get; init; }
    public string? Notes { get; init; }
}

/// <summary>The body of <c>PUT /api/models/{id}</c>: what is absent (or null) stays as it is.</summary>
public sealed record ModelUpdate
{
    public string? Name { get; init; }

    /// <summary>Production takes it from the model of the same name that was there, which is then in no stage.</summary>
    public ModelStage? Stage { get; init; }
    public string? BaseModel { get; init; }
    public string? DatasetId { get; init; }
    public string? Notes { get; init; }
}
