using System.Security.Cryptography;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Inspection;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>
/// Records of checkpoints together with what their files are now, as far as the server may look: a file that is gone or
/// was written over is shown as such, whatever was known when it was saved.
/// </summary>
internal sealed class CheckpointService(DataStore store, CheckpointFolder folder, AllowedFolders allowed, FileFacts facts, TimeProvider time)
{
    private const long LongestHashWhileAsked = 1L << 30;
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(1);

    /// <summary>The clock of the file system moves in steps: a change may bear a time a little before it happened.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(20);
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public async Task<Checkpoint> RegisterAsync(string runId, NewCheckpoint wanted, CancellationToken stop)
    {
        var format = wanted.Format ?? CheckpointInspection.FormatOf(wanted.Filepath);
        var record = new Checkpoint
        {
            Id = wanted.Id ?? Id.New(Id.Checkpoint),
            RunId = runId,
            Step = wanted.Step,
            Name = wanted.Filepath[(wanted.Filepath.LastIndexOfAny(['/', '\\']) + 1)..],
            Filepath = wanted.Filepath,
            Size = wanted.Size,
            Sha256 = wanted.Sha256,
            Validity = wanted.Validity ?? CheckpointValidity.Unverified,
            Reason = wanted.Reason,
            Format = format,
            Structure = wanted.Structure,
            Metrics = wanted.Metrics ?? new Dictionary<string, double>(),
            Metadata = wanted.Metadata is { ValueKind: JsonValueKind.Object } metadata ? metadata : Nothing,
            IsBest = wanted.IsBest ?? false,
            Stored = CheckpointOrigin.Registered,
            CreatedAt = wanted.CreatedAt ?? Instant.Now(time),
        };
        if (wanted.Validity is null && allowed.Resolve(wanted.Filepath) is { } path)
        {
            record = await Task.Run(() => Look(record, path, wanted.RequiredKeys ?? []), stop);
        }
        else if (record is { Structure: { } structure, Validity: CheckpointValidity.Valid } && CheckpointInspection.UnsafeReason(structure) is { } code)
        {
            record = record with { Validity = CheckpointValidity.Unverified, Reason = code };
        }

        return Now(await store.Checkpoints.PutAsync(record, stop));
    }

    /// <exception cref="UnknownCheckpointException">There is no such checkpoint.</exception>
    public Checkpoint Find(string id)
    {
        TextRule.Id("checkpoint id", id);
        return Now(store.Checkpoints.Find(id) ?? throw new UnknownCheckpointException(id), mayHash: true);
    }

    /// <summary>Deletes the record, and the file where it was uploaded.</summary>
    public async Task DeleteAsync(string id, CancellationToken stop)
    {
        TextRule.Id("checkpoint id", id);
        var gone = await store.Checkpoints.DeleteAsync(id, stop);
        if (gone.Stored == CheckpointOrigin.Uploaded)
        {
            folder.Delete(gone.RunId, [folder.PathOf(gone)]);
        }
    }

    /// <summary>The record as it is to be told: with the place and the state of its file.</summary>
    /// <param name="record">As the store has it.</param>
    /// <param name="mayHash">Whether a file written to since may be read through now.</param>
    public Checkpoint Now(Checkpoint record, bool mayHash = false)
    {
        var isUpload = record.Stored == CheckpointOrigin.Uploaded;
        var shown = isUpload ? record with { Filepath = folder.PathOf(record) } : record;
        if ((isUpload ? shown.Filepath : allowed.Resolve(record.Filepath)) is not { } path)
        {
            return shown;
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return shown with { Validity = CheckpointValidity.Missing, Reason = "the file is not there any more" };
        }

        if (record.Size is { } size && file.Length != size)
        {
            return shown with { Validity = CheckpointValidity.Changed, Reason = $"got {file.Length} bytes, want the {size} that were saved" };
        }

        var saved = record.CreatedAt.ToDateTimeOffset().UtcDateTime;
        var isWritten = file.LastWriteTimeUtc > saved + ClockSlack;
        return record.Sha256 is null || (!isWritten && !(FileState.Of(file).Changed > saved - ClockStep)) ? shown : ChangedSince(shown, file, isWritten, mayHash);
    }

    // A file that was only moved, linked or restored from a backup has changed as well, so that alone is no reason for doubt.
    private Checkpoint ChangedSince(Checkpoint shown, FileInfo file, bool isWritten, bool mayHash)
    {
        var hash = mayHash && file.Length <= LongestHashWhileAsked ? facts.Hash(file) : facts.Known(file);
        return hash is null && !isWritten ? shown
            : hash is null ? shown with { Validity = CheckpointValidity.Unverified, Reason = "the file was written to since it was saved" }
            : hash == shown.Sha256 ? shown
            : shown with { Validity = CheckpointValidity.Changed, Reason = "the file's SHA-256 is not the one that was saved" };
    }

    private static Checkpoint Look(Checkpoint record, string path, IReadOnlyCollection<string> requiredKeys)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return record with { Validity = CheckpointValidity.Missing, Reason = "there is no such file" };
        }

        // Pipes and devices have no length; they are not opened, since that could wait for ever.
        if (file.Length == 0)
        {
            return record with { Size = 0, Validity = CheckpointValidity.Invalid, Reason = "the file is empty" };
        }

        using var stream = file.OpenRead();
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        var finding = CheckpointInspection.Inspect(stream, record.Format, requiredKeys);
        return record with { Size = stream.Length, Sha256 = hash, Validity = finding.Validity, Reason = finding.Reason, Structure = finding.Structure };
    }
}
