namespace TrainingMonitor.Storage;

/// <summary>Lines that a writer sent together, by which it may send them again.</summary>
internal readonly record struct LogBatch(string Writer, long Seq);
