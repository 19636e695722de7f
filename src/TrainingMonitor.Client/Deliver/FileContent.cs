using System.Net;
using System.Net.Http.Headers;

namespace TrainingMonitor.Client;

/// <summary>A file as a request's body, of the length it had, from the disk in small pieces; each piece taken renews the patience.</summary>
internal sealed class FileContent : HttpContent
{
    private readonly FileStream _file;
    private readonly long _length;
    private readonly Action _progressed;

    public FileContent(FileStream file, Action progressed)
    {
        (_file, _length, _progressed) = (file, file.Length, progressed);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancel)
    {
        var buffer = new byte[64 << 10];
        for (var left = _length; left > 0;)
        {
            var read = await _file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancel);
            if (read == 0)
            {
                throw new IOException("the file became shorter while it was sent");
            }

            await stream.WriteAsync(buffer.AsMemory(0, read), cancel);
            left -= read;
            _progressed();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
