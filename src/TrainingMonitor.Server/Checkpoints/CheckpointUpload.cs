using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Inspection;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>
/// Takes a file of any size in a fixed buffer: to a temporary name, hashed on the way, to the disk, renamed, looked into,
/// and only then recorded. Whatever goes wrong before leaves nothing behind.
/// </summary>
internal sealed class CheckpointUpload(CheckpointFolder folder, DataStore store, TimeProvider time)
{
    private const int BufferBytes = 256 * 1024;
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public async Task<Checkpoint> ReceiveAsync(UploadRequest upload, Stream body, CancellationToken stop)
    {
        var id = Id.New(Id.Checkpoint);
        var format = CheckpointInspection.FormatOf(upload.Name);
        var (home, temporary) = (folder.Of(upload.RunId), Path.Combine(folder.Of(upload.RunId), id + ".tmp"));
        var path = Path.Combine(home, CheckpointFolder.FileName(id, format));
        try
        {
            var (size, hash) = await WriteAsync(temporary, body, stop);
            File.Move(temporary, path);
            FolderSync.Flush(home);
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
            folder.Delete(upload.RunId, [temporary, path]);
            throw;
        }
    }

    private static async Task<(long Size, string Hash)> WriteAsync(string path, Stream body, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using var file = OnDisk(() =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            });
            var size = 0L;
            int read;
            while ((read = await body.ReadAsync(buffer.AsMemory(0, BufferBytes), stop)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                OnDisk(() =>
                {
                    file.Write(buffer, 0, read);
                    return true;
                });
                size += read;
            }

            if (size == 0)
            {
                throw ProblemException.BadRequest("got an empty body, want the bytes of a checkpoint");
            }

            OnDisk(() =>
            {
                file.Flush(flushToDisk: true);
                return true;
            });
            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A disk that refuses is not the client's fault, and its message may name a path.
    private static T OnDisk<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("the disk does not take the file: it is full, read-only or broken", refused);
        }
    }

    private static Finding Look(string path, string format, IReadOnlyCollection<string> requiredKeys)
    {
        using var file = File.OpenRead(path);
        return CheckpointInspection.Inspect(file, format, requiredKeys);
    }
}

/// <summary>What an upload says about itself in its query.</summary>
internal sealed record UploadRequest(string RunId, string Name, long? Step, IReadOnlyCollection<string> RequiredKeys);
