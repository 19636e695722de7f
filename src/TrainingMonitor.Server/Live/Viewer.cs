using System.Threading.Channels;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// The outgoing side of one socket. Frames are shared bytes, serialised once for everybody. The queue is bounded:
/// who does not keep up is marked lagged and closed, and never slows the hub, another viewer or a writer.
/// </summary>
internal sealed class Viewer(int capacity)
{
    private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public bool Lagged { get; private set; }

    public ChannelReader<ReadOnlyMemory<byte>> Frames => _frames.Reader;

    public void Post(ReadOnlyMemory<byte> frame)
    {
        if (!Lagged && !_frames.Writer.TryWrite(frame))
        {
            // Completed already: the socket is closing. Else full: too slow.
            Lagged = !_frames.Reader.Completion.IsCompleted;
            _frames.Writer.TryComplete();
        }
    }

    public void Close() => _frames.Writer.TryComplete();
}
