namespace TrainingMonitor.Storage;

/// <summary>One numbered script; its number is the schema version it leads to.</summary>
internal sealed record Migration(long Number, string Text);
