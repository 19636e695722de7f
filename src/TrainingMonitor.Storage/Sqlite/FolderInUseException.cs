namespace TrainingMonitor.Storage;

/// <summary>Another server holds the data folder.</summary>
public sealed class FolderInUseException(string folder, FolderHolder? holder) : StoreException(Sentence(folder, holder))
{
    public FolderHolder? Holder { get; } = holder;

    private static string Sentence(string folder, FolderHolder? holder) => holder switch
    {
        null => $"the data folder {folder} is in use by another server",
        { Url: null } => $"the data folder {folder} is in use by another server (pid {holder.Pid})",
        _ => $"the data folder {folder} is in use by another server (pid {holder.Pid}, {holder.Url})",
    };
}
