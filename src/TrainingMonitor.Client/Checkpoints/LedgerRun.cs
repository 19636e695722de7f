using System.Security.Cryptography;

namespace TrainingMonitor.Client;

/// <summary>What a ledger says of one run.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Status">How it ended; null while it runs, and of one that was killed.</param>
/// <param name="Checkpoints">Oldest first.</param>
internal sealed record LedgerRun(string RunId, string? Status, IReadOnlyList<Checkpoint> Checkpoints)
{
    /// <summary>The newest whose file is whole: as it was hashed, or, when there was no time to hash it, at least not empty.</summary>
    public Checkpoint? NewestWhole() => Checkpoints.Reverse().FirstOrDefault(IsWhole);

    private static bool IsWhole(Checkpoint checkpoint)
    {
        try
        {
            using var file = new FileStream(checkpoint.Filepath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
            return checkpoint.Validity is not ("invalid" or "missing")
                && file.Length > 0
                && (checkpoint.Sha256 is null
                    || (file.Length == checkpoint.Size && Convert.ToHexStringLower(SHA256.HashData(file)) == checkpoint.Sha256));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
