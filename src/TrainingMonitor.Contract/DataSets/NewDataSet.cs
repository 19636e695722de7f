namespace TrainingMonitor.Contract;

/// <summary>The body of <c>POST /api/datasets</c>.</summary>
public sealed record NewDataSet
{
    public required string Name { get; init; }
    public string? Id { get; init; }
    public string? Description { get; init; }

    /// <summary>It is processing until so many files are there; active at once when absent.</summary>
    public long? ExpectedFiles { get; init; }
}

/// <summary>The body of <c>PUT /api/datasets/{id}</c>: what is absent (or null) stays as it is.</summary>
public sealed record DataSetUpdate
{
    public string? Name { get; init; }
    public string? Description { get; init; }
    public DataSetStatus? Status { get; init; }
    public string? Error { get; init; }
}
