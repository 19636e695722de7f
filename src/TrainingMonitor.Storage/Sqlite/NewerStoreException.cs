namespace TrainingMonitor.Storage;

/// <summary>A newer program has migrated this file; an older one must not touch it.</summary>
public sealed class NewerStoreException(string file, long found, long known)
    : StoreException($"{file} has schema {found}, this program knows up to {known}: use the newer program, or restore a backup made before the upgrade");
