namespace TrainingMonitor.Contract.Inspection;

/// <summary>What was found in a file, and whether that is what a checkpoint should be.</summary>
public sealed record Finding(string Format, CheckpointStructure? Structure, CheckpointValidity Validity, string? Reason);
