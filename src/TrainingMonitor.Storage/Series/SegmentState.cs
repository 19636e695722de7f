namespace TrainingMonitor.Storage;

/// <summary>A part of a run between two resumes. Without a first step it hides nothing yet.</summary>
internal sealed record SegmentState(int Number, long? FromStep);
