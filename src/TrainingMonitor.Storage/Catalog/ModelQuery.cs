using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Which models a list is to hold; what is null does not filter.</summary>
public sealed record ModelQuery(ModelStage? Stage = null, string? Name = null, string? Text = null);
