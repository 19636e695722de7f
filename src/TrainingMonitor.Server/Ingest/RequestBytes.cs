using System.Buffers;

namespace TrainingMonitor.Server.Ingest;

/// <summary>
/// A request body as one piece of pooled memory: the JSON reader is fastest over contiguous bytes. Give it back
/// with <see cref="Dispose"/>; nothing read from it may be kept.
/// </summary>
internal sealed class RequestBytes : IDisposable
{
    private byte[] _buffer;
    private int _length;

    private RequestBytes(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    public static async Task<RequestBytes> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        var bytes = new RequestBytes((int)Math.Clamp(request.ContentLength ?? 4096, 256, 64 * 1024 * 1024));
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(bytes._buffer.AsMemory(bytes._length), stop)) > 0)
            {
                bytes._length += read;
                if (bytes._length == bytes._buffer.Length)
                {
                    bytes.Grow();
                }
            }

            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _length = 0;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
