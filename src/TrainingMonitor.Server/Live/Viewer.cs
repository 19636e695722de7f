using System.Threading.Channels;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// The outgoing side of one socket. Frames are shared bytes, serialised once for everybody. What waits is bounded in
/// frames and in bytes: half full, the viewer is behind, and the hub tells it the rest together once it has caught up;
/// full, it has lagged, and its socket is closed. It never slows the hub, another viewer or a writer.
/// </summary>
internal sealed class Viewer(LiveOptions options)
{
    private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(
        new UnboundedChannelOptions { SingleReader = true });

    private int _waitingFrames;
    private long _waitingBytes;
    private bool _isBehind;

    /// <summary>True once frames were refused: what the peer has is no longer whole, and it must come back by cursor.</summary>
    public bool Lagged { get; private set; }

    /// <summary>Called once when the viewer lags, by whoever posted the frame too many.</summary>
    public Action? OnLag { get; set; }

    /// <summary>Whether more than half of what may wait does; until it has sunk to an eighth. For the hub's loop alone.</summary>
    public bool IsBehind
    {
        get
        {
            var filled = Math.Max(
                (double)Volatile.Read(ref _waitingFrames) / options.ViewerQueueFrames, (double)Interlocked.Read(ref _waitingBytes) / options.ViewerQueueBytes);
            _isBehind = filled > (_isBehind ? 1.0 / 8 : 1.0 / 2);
            return _isBehind;
        }
    }

    public void Post(ReadOnlyMemory<byte> frame)
    {
        var frames = Interlocked.Increment(ref _waitingFrames);
        var bytes = Interlocked.Add(ref _waitingBytes, frame.Length);
        // A batch is told whole, however large its frame: what counts is what waited before it.
        if (frames > options.ViewerQueueFrames || bytes - frame.Length >= options.ViewerQueueBytes)
        {
            Lag();
        }
        else
        {
            _frames.Writer.TryWrite(frame);
        }
    }

    /// <summary>Gives the viewer up: what it missed is not in memory any more, or more waits for it than may.</summary>
    public void Lag()
    {
        if (!Lagged && _frames.Writer.TryComplete())
        {
            Lagged = true;
            OnLag?.Invoke();
        }
    }

    public void Close() => _frames.Writer.TryComplete();

    /// <summary>Hands each frame to the peer in order; ends when the viewer is closed or lags, then without what still waited.</summary>
    public async Task SendAsync(Func<ReadOnlyMemory<byte>, ValueTask> send, CancellationToken stop)
    {
        while (await _frames.Reader.WaitToReadAsync(stop))
        {
            while (!Lagged && _frames.Reader.TryRead(out var frame))
            {
                await send(frame);
                Interlocked.Decrement(ref _waitingFrames);
                Interlocked.Add(ref _waitingBytes, -frame.Length);
            }

            if (Lagged)
            {
                return;
            }
        }
    }
}
