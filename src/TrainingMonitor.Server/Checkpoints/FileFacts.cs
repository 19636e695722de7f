using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>
/// Hashes of files that changed after they were recorded, each hashed once as long as it stays as it is. A file that had just
/// changed when it was read is read again when asked: its number may come back within the same tick of the clock.
/// </summary>
internal sealed class FileFacts
{
    private const int MostKept = 1000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, (FileState State, bool IsSettled, string Hash)> _known = new(StringComparer.Ordinal);

    public string? Known(FileInfo file) => _known.TryGetValue(file.FullName, out var fact) && fact.State == FileState.Of(file) ? fact.Hash : null;

    public string Hash(FileInfo file)
    {
        // Looked at before the bytes, so that a change meanwhile is hashed again.
        var (state, now) = (FileState.Of(file), DateTime.UtcNow);
        if (_known.TryGetValue(file.FullName, out var fact) && fact.IsSettled && fact.State == state)
        {
            return fact.Hash;
        }

        using var stream = file.OpenRead();
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        _known[file.FullName] = (state, (state.Changed ?? state.Modified) < now - Tick, hash);
        return hash;
    }
}
