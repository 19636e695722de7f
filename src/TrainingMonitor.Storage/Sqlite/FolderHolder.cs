namespace TrainingMonitor.Storage;

/// <summary>Who holds a data folder, as far as it has told.</summary>
public sealed record FolderHolder(int Pid, string? Url);
