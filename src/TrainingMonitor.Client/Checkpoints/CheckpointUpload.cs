using System.Security.Cryptography;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>A checkpoint file that is to be sent to the server, as the uploads journal keeps it; drawn in <c>docs/format/journal.md</c>.</summary>
/// <param name="CheckpointId">An upload bears it, so that a repeated one replaces itself.</param>
/// <param name="Filepath">Absolute.</param>
/// <param name="Step">Where there is one.</param>
/// <param name="Size">In bytes, as it was saved.</param>
/// <param name="Sha256">Null: there was no time to hash it; then its size alone tells whether it is still the same.</param>
internal sealed record CheckpointUpload(string CheckpointId, string Filepath, long? Step, long Size, string? Sha256)
{
    public static CheckpointUpload Of(Checkpoint checkpoint) =>
        new(checkpoint.Id, checkpoint.Filepath, checkpoint.Step, checkpoint.Size, checkpoint.Sha256);

    public byte[] Payload() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.CheckpointUpload);

    /// <summary>Null when the bytes are no upload.</summary>
    public static CheckpointUpload? Read(byte[] payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, LedgerJson.Default.CheckpointUpload) is { Filepath: not null } upload && Id.IsValid(upload.CheckpointId)
                ? upload
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the file is what was saved; reads all of it.</summary>
    public bool IsUnchanged()
    {
        using var file = Open(1 << 20);
        return file.Length == Size && (Sha256 is null || Convert.ToHexStringLower(SHA256.HashData(file)) == Sha256);
    }

    /// <summary>True when the server has it, or never will, which is said; false with the reason when it is to be tried again.</summary>
    public async Task<(bool IsDone, string Reason)> SendAsync(ServerDoor door, string runId, bool asSaved, Notices notices, CancellationToken cancel)
    {
        try
        {
            if (asSaved && !IsUnchanged())
            {
                notices.Say($"checkpoint {Filepath} was changed before it was uploaded; what was saved is gone");
                return (true, "");
            }

            var step = Step is { } number ? $"&step={number}" : "";
            await using var file = Open(bufferSize: 0);
            var answer = await door.UploadAsync(
                $"/api/runs/{runId}/checkpoints?name={Uri.EscapeDataString(Path.GetFileName(Filepath))}&id={CheckpointId}{step}", file, cancel);
            if (answer.Outcome is Outcome.Refused or Outcome.Conflict)
            {
                notices.Say($"the server refused the upload of {Filepath} ({answer.Detail}); it stays there");
            }

            // An unknown run: another thread, or another journal, is about to make it known.
            return (answer.Outcome is Outcome.Delivered or Outcome.Refused or Outcome.Conflict or Outcome.Deleted, answer.Outcome == Outcome.UnknownRun ? "" : answer.Detail);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            notices.Say($"checkpoint {Filepath} was gone before it was uploaded");
            return (true, "");
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return (false, failure.Message);
        }
    }

    private FileStream Open(int bufferSize) => new(Filepath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize);
}
