using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>Hashes of files that were written to after they were recorded, each hashed once as long as it stays as it is.</summary>
internal sealed class FileFacts
{
    private const int MostKept = 1000;
    private readonly ConcurrentDictionary<string, (DateTime Modified, long Length, string Hash)> _known = new(StringComparer.Ordinal);

    public string? Known(FileInfo file) =>
        _known.TryGetValue(file.FullName, out var fact) && fact.Modified == file.LastWriteTimeUtc && fact.Length == file.Length ? fact.Hash : null;

    public string Hash(FileInfo file)
    {
        if (Known(file) is { } known)
        {
            return known;
        }

        using var stream = file.OpenRead();
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        _known[file.FullName] = (file.LastWriteTimeUtc, file.Length, hash);
        return hash;
    }
}
