using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What became of a batch, told after it is durable.</summary>
public sealed record AppendResult(long Accepted, IReadOnlyList<RejectedPoint> Rejected, long Seq, bool Duplicate, long Cursor);
