using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Inspection;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>
/// Takes a file of any size, looks into it where it then lies, and only then records it. Whatever goes wrong before leaves
/// nothing behind.
/// </summary>
internal sealed class CheckpointUpload(CheckpointFolder folder, DataStore store, TimeProvider time)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public async Task<Checkpoint> ReceiveAsync(UploadRequest upload, Stream body, CancellationToken stop)
    {
        var id = upload.Id ?? Id.New(Id.Checkpoint);
        if (store.Checkpoints.Find(id) is { } known && known.RunId != upload.RunId)
        {
            throw new CheckpointExistsException(id);
        }

        var format = CheckpointInspection.FormatOf(upload.Name);
        var path = Path.Combine(folder.Of(upload.RunId), CheckpointFolder.FileName(id, format));
        try
        {
            var (size, hash) = await Intake.TakeAsync(path, body, stop);
            if (size == 0)
            {
                throw ProblemException.BadRequest("got an empty body, want the bytes of a checkpoint");
            }

            var finding = Look(path, format, upload.RequiredKeys);
            return await store.Checkpoints.PutAsync(
                new Checkpoint
                {
                    Id = id,
                    RunId = upload.RunId,
                    Step = upload.Step,
                    Name = upload.Name,
                    Filepath = Path.GetFileName(path),
                    Size = size,
                    Sha256 = hash,
                    Validity = finding.Validity,
                    Reason = finding.Reason,
                    Format = format,
                    Structure = finding.Structure,
                    Metrics = new Dictionary<string, double>(),
                    Metadata = Nothing,
                    IsBest = false,
                    Stored = CheckpointOrigin.Uploaded,
                    CreatedAt = Instant.Now(time),
                },
                CancellationToken.None);
        }
        catch
        {
            // A repeated upload that breaks off must not cost the first.
            if (store.Checkpoints.Find(id) is not { Stored: CheckpointOrigin.Uploaded })
            {
                folder.Delete(upload.RunId, [path]);
            }

            throw;
        }
    }

    private static Finding Look(string path, string format, IReadOnlyCollection<string> requiredKeys)
    {
        using var file = File.OpenRead(path);
        return CheckpointInspection.Inspect(file, format, requiredKeys);
    }
}

/// <summary>What an upload says about itself in its query; with the id of a registered checkpoint it brings that one's file, as often as it is sent.</summary>
internal sealed record UploadRequest(string RunId, string Name, long? Step, IReadOnlyCollection<string> RequiredKeys, string? Id);
