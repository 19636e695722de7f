using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>Hashes of files that changed after they were recorded, each hashed once as long as it stays as it is.</summary>
internal sealed class FileFacts
{
    private const int MostKept = 1000;
    private readonly ConcurrentDictionary<string, (DateTime Modified, DateTime? Changed, long Length, string Hash)> _known = new(StringComparer.Ordinal);

    public string? Known(FileInfo file) =>
        _known.TryGetValue(file.FullName, out var fact) && fact.Modified == file.LastWriteTimeUtc && fact.Length == file.Length && fact.Changed == FileChange.Of(file.FullName) ? fact.Hash : null;

    public string Hash(FileInfo file)
    {
        if (Known(file) is { } known)
        {
            return known;
        }

        // Looked at before the bytes, so that a change meanwhile is hashed again.
        var changed = FileChange.Of(file.FullName);
        using var stream = file.OpenRead();
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        _known[file.FullName] = (file.LastWriteTimeUtc, changed, file.Length, hash);
        return hash;
    }
}
