using System.Buffers;
using System.Security.Cryptography;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Files;

/// <summary>
/// Takes a file of any size in a fixed buffer: to a temporary name, hashed on the way, synced, renamed. A file under its
/// final name is therefore whole, and what breaks off leaves nothing.
/// </summary>
internal static class Intake
{
    public const string TemporaryEnding = ".tmp";
    private const int BufferBytes = 256 * 1024;

    /// <returns>Bytes, and their SHA-256 as 64 hexadecimal digits.</returns>
    /// <exception cref="StoreUnavailableException">The disk does not take the file.</exception>
    public static async Task<(long Size, string Hash)> TakeAsync(string path, Stream body, CancellationToken stop)
    {
        // Two of the same name may come at once; the one renamed last stays.
        var temporary = $"{path}.{Guid.NewGuid():N}{TemporaryEnding}";
        try
        {
            var taken = await WriteAsync(temporary, body, stop);
            OnDisk(() => File.Move(temporary, path, overwrite: true));
            OnDisk(() => FolderSync.Flush(Path.GetDirectoryName(path)!));
            return taken;
        }
        catch
        {
            Drop(temporary);
            throw;
        }
    }

    private static async Task<(long Size, string Hash)> WriteAsync(string path, Stream body, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileStream? file = null;
        try
        {
            OnDisk(() =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            });
            var size = 0L;
            int read;
            while ((read = await body.ReadAsync(buffer.AsMemory(0, BufferBytes), stop)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                OnDisk(() => file!.Write(buffer, 0, read));
                size += read;
            }

            OnDisk(() => file!.Flush(flushToDisk: true));
            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            file?.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A disk that refuses is not the client's fault, and its message may name a path.
    private static void OnDisk(Action act)
    {
        try
        {
            act();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("the disk does not take the file: it is full, read-only or broken", refused);
        }
    }

    private static void Drop(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // The sweep at the next start takes it.
        }
    }
}
