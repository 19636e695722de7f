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
        // Two, so that one is hashed and written while the other fills.
        byte[][] buffers = [ArrayPool<byte>.Shared.Rent(BufferBytes), ArrayPool<byte>.Shared.Rent(BufferBytes)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileStream? file = null;
        var writing = Task.CompletedTask;
        try
        {
            OnDisk(() =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            });
            var size = 0L;
            for (var turn = 0; ; turn = 1 - turn)
            {
                var buffer = buffers[turn];
                var read = await body.ReadAsync(buffer.AsMemory(0, BufferBytes), stop);
                await writing;
                if (read == 0)
                {
                    break;
                }

                size += read;
                writing = Task.Run(() => Keep(file!, hash, buffer, read), CancellationToken.None);
            }

            OnDisk(() => file!.Flush(flushToDisk: true));
            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            file?.Dispose();
            Array.ForEach(buffers, buffer => ArrayPool<byte>.Shared.Return(buffer));
        }
    }

    private static void Keep(FileStream file, IncrementalHash hash, byte[] buffer, int length)
    {
        hash.AppendData(buffer, 0, length);
        OnDisk(() => file.Write(buffer, 0, length));
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
