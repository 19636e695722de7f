namespace TrainingMonitor.Contract;

/// <summary>One point that was not stored while the rest of its batch was.</summary>
/// <param name="Index">The row in the batch, counted from 0.</param>
/// <param name="Metric">The metric's name as it was sent.</param>
/// <param name="Reason">One sentence: what was got, what was wanted.</param>
public sealed record RejectedPoint(int Index, string Metric, string Reason);
