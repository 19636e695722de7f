using System.Buffers;

namespace TrainingMonitor.Server.Live;

/// <summary>One message while its parts arrive: pooled, and never more than the cap.</summary>
internal sealed class MessageBytes(int max) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    public Memory<byte> Free()
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }

    /// <summary>False when the message is over the cap.</summary>
    public bool Add(int count) => (_length += count) <= max;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
