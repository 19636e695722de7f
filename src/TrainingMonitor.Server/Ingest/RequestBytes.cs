using System.Buffers;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Ingest;

/// <summary>
/// A request body as one piece of pooled memory: the JSON reader is fastest over contiguous bytes. Give it back
/// with <see cref="Dispose"/>; nothing read from it may be kept.
/// </summary>
internal sealed class RequestBytes : IDisposable
{
    private const int LargestKept = 4 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private RequestBytes(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    public static ProblemException TooLarge(long most) => new(413, $"got a body over the limit, want at most {most} bytes");

    public static async Task<RequestBytes> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        // An endpoint that also takes files has lifted the server's own limit.
        var most = request.HttpContext.RequestServices.GetRequiredService<ServerOptions>().MaxBodyBytes;
        var bytes = new RequestBytes((int)Math.Clamp(request.ContentLength ?? 4096, 256, 64 * 1024 * 1024));
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(bytes._buffer.AsMemory(bytes._length), stop)) > 0)
            {
                bytes._length += read;
                if (bytes._length > most)
                {
                    throw TooLarge(most);
                }

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
            GiveBack(_buffer);
            _buffer = [];
            _length = 0;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        GiveBack(_buffer);
        _buffer = larger;
    }

    // The pool would keep the largest bodies that ever came at the same time.
    private static void GiveBack(byte[] buffer)
    {
        if (buffer.Length <= LargestKept)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
